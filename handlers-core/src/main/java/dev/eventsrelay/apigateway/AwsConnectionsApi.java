// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Permit;
import dev.eventsrelay.concurrency.ProcessExhaustion;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Overloaded;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * One attempt per call, through the AWS SDK.
 *
 * <p>A client that is gone is told by the status 410: the error type is missing from some answers,
 * and the SDK then gives only its generic exception. Thread-safe.
 */
final class AwsConnectionsApi implements ConnectionsApi {
  private final Supplier<ApiGatewayManagementApiClient> client;
  private final ConcurrencyLimit limit;

  /**
   * The API through that client.
   *
   * @param client asked for each call
   */
  AwsConnectionsApi(Supplier<ApiGatewayManagementApiClient> client, ConcurrencyLimit limit) {
    this.client = requireNonNull(client, "client is null");
    this.limit = requireNonNull(limit, "limit is null");
  }

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    // Unsafe means shared with the frame, which nobody writes to.
    return attempt(
        deadline,
        left ->
            client
                .get()
                .postToConnection(
                    b ->
                        b.connectionId(to.value())
                            .data(SdkBytes.fromByteArrayUnsafe(frame.utf8()))
                            .overrideConfiguration(o -> o.apiCallTimeout(left))));
  }

  @Override
  public Presence presence(ConnectionId of, Deadline deadline) {
    PostResult result =
        attempt(
            deadline,
            left ->
                client
                    .get()
                    .getConnection(
                        b ->
                            b.connectionId(of.value())
                                .overrideConfiguration(o -> o.apiCallTimeout(left))));
    return switch (result) {
      case Delivered _ -> Presence.OPEN;
      case Gone _ -> Presence.GONE;
      case Throttled _, Overloaded _, Unavailable _, Refused _ -> Presence.UNKNOWN;
    };
  }

  private PostResult attempt(Deadline deadline, Function<Duration, ?> call) {
    try (Permit permit = limit.tryAcquire(deadline)) {
      Duration left = deadline.remaining();
      if (left.isZero()) {
        return new Unavailable("no time left");
      }
      if (permit == null) {
        return new Overloaded();
      }
      Object _ = call.apply(left);
      return new Delivered();
    } catch (AwsServiceException e) {
      return refusal(e);
    } catch (ApiCallTimeoutException e) {
      return new Unavailable("no answer in time");
    } catch (SdkException e) {
      if (ProcessExhaustion.causeOf(e) != null) {
        throw e;
      }
      return new Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static PostResult refusal(AwsServiceException e) {
    int status = e.statusCode();
    if (status == 410) {
      return new Gone();
    }
    if (status == 429) {
      return new Throttled();
    }
    AwsErrorDetails details = e.awsErrorDetails();
    String reason =
        details == null ? "no error type" : details.errorCode() + ": " + details.errorMessage();
    return status >= 500
        ? new Unavailable("status " + status + ", " + reason)
        : new Refused(status, reason);
  }
}
