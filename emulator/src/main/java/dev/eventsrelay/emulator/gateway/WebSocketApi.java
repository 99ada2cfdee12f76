// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A WebSocket API with its one stage.
 *
 * @param apiId the id that events carry, such as {@code a1b2c3d4e5}
 * @param stage the last part of the URL, such as {@code prod}
 * @param routeSelectionExpression {@code $request.body.} and a dotted path, such as {@code
 *     $request.body.action}
 * @param routes by route key; {@code $connect}, {@code $disconnect} and {@code $default} mean what
 *     they mean in API Gateway, and any of them may be absent
 * @param apiKeys of the stage, for routes that require one
 * @param stageVariables of the stage; events have them only if there are any
 */
public record WebSocketApi(
    String apiId,
    String stage,
    String routeSelectionExpression,
    Map<String, Route> routes,
    ApiKeys apiKeys,
    Map<String, String> stageVariables) {
  static final String CONNECT = "$connect";
  static final String DISCONNECT = "$disconnect";
  static final String DEFAULT = "$default";

  public WebSocketApi {
    requireNonNull(apiId, "apiId is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(routeSelectionExpression, "routeSelectionExpression is null");
    routes = Map.copyOf(routes);
    requireNonNull(apiKeys, "apiKeys is null");
    stageVariables = Map.copyOf(stageVariables);
    if (!stage.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "The stage name \"" + stage + "\" may have only letters, digits, - and _.");
    }
  }

  /** An API whose stage has neither keys nor variables. */
  public WebSocketApi(
      String apiId, String stage, String routeSelectionExpression, Map<String, Route> routes) {
    this(apiId, stage, routeSelectionExpression, routes, ApiKeys.NONE, Map.of());
  }
}
