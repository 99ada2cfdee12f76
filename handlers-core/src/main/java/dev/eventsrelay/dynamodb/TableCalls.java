// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Permit;
import dev.eventsrelay.concurrency.ProcessExhaustion;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.StoreException.Kind;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes calls that end by their deadline and fail with the store's own exception. */
final class TableCalls {
  private final Supplier<DynamoDbClient> client;
  private final ConcurrencyLimit limit;

  /**
   * Calls.
   *
   * @param client asked for each call
   * @param limit asked before a call gets into the client, whose own queue for connections is
   *     unbounded
   */
  TableCalls(Supplier<DynamoDbClient> client, ConcurrencyLimit limit) {
    this.client = requireNonNull(client, "client is null");
    this.limit = requireNonNull(limit, "limit is null");
  }

  /** One call: the client, and the time limit to put on the request. */
  @FunctionalInterface
  interface Call<T> {
    T on(DynamoDbClient client, AwsRequestOverrideConfiguration timeLimit);
  }

  <T> T make(Deadline deadline, Call<T> call) {
    try (Permit permit = limit.tryAcquire(deadline)) {
      Duration left = deadline.remaining();
      if (left.isZero()) {
        throw new StoreException(Kind.TIMED_OUT, "no time left for the call", null);
      }
      if (permit == null) {
        throw new StoreException(Kind.OVERLOADED, "too many calls under way", null);
      }
      return make(left, call);
    }
  }

  private <T> T make(Duration left, Call<T> call) {
    try {
      return call.on(
          client.get(), AwsRequestOverrideConfiguration.builder().apiCallTimeout(left).build());
    } catch (SdkException e) {
      if (ProcessExhaustion.causeOf(e) != null) {
        throw e;
      }
      throw translate(e, left);
    }
  }

  private static StoreException translate(SdkException e, Duration limit) {
    return switch (e) {
      case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
          new StoreException(Kind.TIMED_OUT, "no answer within " + limit.toMillis() + " ms", e);
      case AbortedException _ -> new StoreException(Kind.TIMED_OUT, "interrupted", e);
      case AwsServiceException service ->
          new StoreException(kind(service), reason(service), service);
      default -> new StoreException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    };
  }

  private static Kind kind(AwsServiceException e) {
    if (e.isThrottlingException()) {
      return Kind.THROTTLED;
    }
    return e.statusCode() >= 500 ? Kind.UNAVAILABLE : Kind.REJECTED;
  }

  private static String reason(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null
        ? "status " + e.statusCode()
        : details.errorCode() + ": " + details.errorMessage();
  }
}
