// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Exhaustion;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.StoreException;
import dev.eventsrelay.relay.StoreException.Kind;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes calls that end by their deadline and fail with the store's own exception. */
final class DynamoDbCalls {
  private final DynamoDbClient client;
  private final Duration callTimeout;
  private final Places places;

  DynamoDbCalls(DynamoDbClient client, Duration callTimeout, Places places) {
    this.client = requireNonNull(client, "client is null");
    this.callTimeout = requireNonNull(callTimeout, "callTimeout is null");
    this.places = requireNonNull(places, "places is null");
  }

  /** One call: the client, and the time limit to put on the request. */
  @FunctionalInterface
  interface Call<T> {
    T on(DynamoDbClient client, AwsRequestOverrideConfiguration limit);
  }

  <T> T make(Deadline deadline, Call<T> call) {
    if (!places.take(deadline)) {
      throw deadline.hasPassed()
          ? new StoreException(Kind.TIMED_OUT, "no time left for the call", null)
          : new StoreException(Kind.OVERLOADED, "too many calls under way", null);
    }
    try {
      return makeInPlace(deadline, call);
    } finally {
      places.giveBack();
    }
  }

  private <T> T makeInPlace(Deadline deadline, Call<T> call) {
    Duration limit = deadline.remainingUpTo(callTimeout);
    if (limit.isZero()) {
      throw new StoreException(Kind.TIMED_OUT, "no time left for the call", null);
    }
    try {
      return call.on(
          client, AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build());
    } catch (SdkException e) {
      if (Exhaustion.signIn(e) != null) {
        throw e;
      }
      throw translate(e, limit);
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
