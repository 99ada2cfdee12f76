// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A call of a route, as it ended for API Gateway.
 *
 * @param eventType {@code CONNECT}, {@code MESSAGE} or {@code DISCONNECT}
 * @param status that of the function's response; 401 and 403 refused by the gateway, 429 above its
 *     rate, 500 refused by Lambda, 502 failed, 504 too late
 * @param latencyMillis until the integration answered; 0 if none was asked
 * @param error why the call failed; empty if it did not, or if the function chose the status
 * @param line the line of the stage's access log, in the format of the stage
 */
public record RouteCall(
    String requestId,
    String connectionId,
    String routeKey,
    String eventType,
    int status,
    long latencyMillis,
    Optional<String> error,
    String line) {
  public RouteCall {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(connectionId, "connectionId is null");
    requireNonNull(routeKey, "routeKey is null");
    requireNonNull(eventType, "eventType is null");
    requireNonNull(error, "error is null");
    requireNonNull(line, "line is null");
  }

  /** Whether the status is 400 or above. */
  public boolean failed() {
    return status >= 400;
  }

  /** One line for people. */
  public String summary() {
    return "%s %s of %s: %d after %d ms%s"
        .formatted(
            eventType,
            routeKey,
            connectionId,
            status,
            latencyMillis,
            error.map(why -> ", " + why.lines().findFirst().orElse("")).orElse(""));
  }
}
