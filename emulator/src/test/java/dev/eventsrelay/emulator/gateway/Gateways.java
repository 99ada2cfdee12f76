// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gateways for tests: stage {@code prod}, selection by {@code action}. */
public final class Gateways {
  private Gateways() {}

  /**
   * A gateway with these routes.
   *
   * @param routes route keys and functions in turn
   */
  public static Gateway.Builder with(Object... routes) {
    Map<String, Route> byKey = new LinkedHashMap<>();
    for (int i = 0; i < routes.length; i += 2) {
      byKey.put((String) routes[i], new Route((LambdaFunction) routes[i + 1], false));
    }
    return with(byKey);
  }

  public static Gateway.Builder with(Map<String, Route> routes) {
    return Gateway.builder()
        .api(new WebSocketApi("a1b2c3d4e5", "prod", "$request.body.action", routes));
  }
}
