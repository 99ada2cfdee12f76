// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.time.Duration;

/**
 * Where the events of one route key go.
 *
 * @param target what the route's integration calls
 * @param routeResponse whether the route has a route response, so that the answer of the target is
 *     sent to the client; on a route without one it is dropped (<a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">AWS</a>)
 * @param apiKeyRequired whether only clients with an API key of the stage may use it
 * @param timeout of the integration, above 0; the shorter of it and the gateway's applies
 */
public record Route(
    RouteTarget target, boolean routeResponse, boolean apiKeyRequired, Duration timeout) {
  /** The longest, and the default, of an integration of a WebSocket API. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(29);

  public Route {
    requireNonNull(target, "target is null");
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout must be above 0, but is " + timeout + ".");
    }
  }

  /** A route with Lambda proxy integration and the longest timeout. */
  public Route(LambdaFunction function, boolean routeResponse) {
    this(new RouteTarget.Proxy(function), routeResponse, false, MAX_TIMEOUT);
  }
}
