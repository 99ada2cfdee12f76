// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Exhaustion;
import dev.eventsrelay.relay.ManagementApi;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Overloaded;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * One attempt to post per call, through the AWS SDK.
 *
 * <p>A client that is gone is told by the status 410: the error type is missing from some answers,
 * and the SDK then gives only its generic exception. Thread-safe.
 */
final class ApiGatewayManagementApi implements ManagementApi {
  private final ApiGatewayManagementApiClient client;
  private final Duration postTimeout;
  private final Places places;

  ApiGatewayManagementApi(
      ApiGatewayManagementApiClient client, Duration postTimeout, Places places) {
    this.client = requireNonNull(client, "client is null");
    this.postTimeout = requireNonNull(postTimeout, "postTimeout is null");
    this.places = requireNonNull(places, "places is null");
  }

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    if (!places.take(deadline)) {
      return deadline.hasPassed() ? new Unavailable("no time left to post") : new Overloaded();
    }
    try {
      return postInPlace(to, frame, deadline);
    } finally {
      places.giveBack();
    }
  }

  private PostResult postInPlace(ConnectionId to, Frame frame, Deadline deadline) {
    Duration limit = deadline.remainingUpTo(postTimeout);
    if (limit.isZero()) {
      return new Unavailable("no time left to post");
    }
    try {
      // Unsafe means shared with the frame, which nobody writes to.
      client.postToConnection(
          b ->
              b.connectionId(to.value())
                  .data(SdkBytes.fromByteArrayUnsafe(frame.utf8()))
                  .overrideConfiguration(o -> o.apiCallTimeout(limit)));
      return new Delivered();
    } catch (AwsServiceException e) {
      return refusal(e);
    } catch (ApiCallTimeoutException e) {
      return new Unavailable("no answer within " + limit.toMillis() + " ms");
    } catch (SdkException e) {
      if (Exhaustion.signIn(e) != null) {
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
