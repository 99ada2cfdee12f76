// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.LambdaFunction;

/**
 * Where the events of one route key go.
 *
 * @param function called with Lambda proxy integration on the gateway's event loops, so {@link
 *     LambdaFunction#invoke} must return at once and work on other threads
 * @param routeResponse whether the route has a route response, so that the {@code body} that the
 *     function returns is sent to the client; on a route without one it is dropped (<a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html">AWS</a>)
 */
public record Route(LambdaFunction function, boolean routeResponse) {
  public Route {
    requireNonNull(function, "function is null");
  }
}
