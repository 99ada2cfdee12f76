// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.LambdaFunction;

/**
 * Where the events of one route key go.
 *
 * @param target what the route's integration calls
 * @param routeResponse whether the route has a route response, so that the answer of the target is
 *     sent to the client; on a route without one it is dropped (<a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">AWS</a>)
 */
public record Route(RouteTarget target, boolean routeResponse) {
  public Route {
    requireNonNull(target, "target is null");
  }

  /** A route with Lambda proxy integration. */
  public Route(LambdaFunction function, boolean routeResponse) {
    this(new RouteTarget.Proxy(function), routeResponse);
  }
}
