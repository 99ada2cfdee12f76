// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.LambdaFunction;

/** What a route's integration calls. */
public sealed interface RouteTarget {
  /**
   * A function with Lambda proxy integration ({@code AWS_PROXY}).
   *
   * @param function called on the gateway's event loops, so {@link LambdaFunction#invoke} must
   *     return at once and work on other threads
   */
  record Proxy(LambdaFunction function) implements RouteTarget {
    public Proxy {
      requireNonNull(function, "function is null");
    }
  }

  /**
   * An AWS service with mapping templates ({@code AWS}), or none ({@code MOCK}).
   *
   * @param request makes the call from the message
   * @param response makes the client's answer from the service's
   * @param service called on threads of its own
   */
  record Service(RequestMapping request, ResponseMapping response, AwsService service)
      implements RouteTarget {
    public Service {
      requireNonNull(request, "request is null");
      requireNonNull(response, "response is null");
      requireNonNull(service, "service is null");
    }
  }
}
