// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.concurrent.CompletableFuture;

/**
 * Turns connection events into calls of the routes' targets, each independent of the others.
 * Thread-safe.
 */
final class RouteInvoker {
  private final WebSocketApi api;
  private final RouteSelection selection;
  private final Integration integration;
  private final Events events;
  private final Ids ids;
  private final RateLimit requests;

  RouteInvoker(
      WebSocketApi api, Integration integration, Events events, Ids ids, RateLimit requests) {
    this.api = api;
    this.selection = new RouteSelection(api);
    this.integration = integration;
    this.events = events;
    this.ids = ids;
    this.requests = requests;
  }

  /** Invokes {@code $connect}. An API without that route admits every client. */
  CompletableFuture<IntegrationResult> connect(
      Connection connection, String requestId, ConnectRequest request) {
    Route route = api.routes().get(WebSocketApi.CONNECT);
    if (route == null) {
      ProxyResponse accepted = new ProxyResponse(200, "", null);
      return CompletableFuture.completedFuture(new IntegrationResult.Answered(accepted));
    }
    return integration.call(route, events.connect(connection, requestId, request));
  }

  /**
   * @param text valid UTF-8
   */
  void message(Connection connection, byte[] text) {
    String requestId = ids.next();
    if (!requests.tryAcquire()) {
      connection.send(GatewayFrame.TOO_MANY_REQUESTS.text(connection.id(), requestId));
      return;
    }
    String routeKey = selection.select(text);
    Route route = routeKey == null ? null : api.routes().get(routeKey);
    if (routeKey == null || route == null) {
      connection.send(GatewayFrame.FORBIDDEN.text(connection.id(), requestId));
      return;
    }
    byte[] event = events.message(connection, requestId, ids.next(), routeKey, text);
    var _ =
        integration
            .call(route, event)
            .thenAccept(result -> answer(connection, requestId, route, result));
  }

  /** Invokes {@code $disconnect}. Its answer changes nothing, so nobody waits for it. */
  void disconnected(Connection connection) {
    Route route = api.routes().get(WebSocketApi.DISCONNECT);
    if (route != null) {
      byte[] event = events.disconnect(connection, ids.next(), connection.ended());
      var _ = integration.call(route, event);
    }
  }

  private static void answer(
      Connection connection, String requestId, Route route, IntegrationResult result) {
    switch (result) {
      case IntegrationResult.Answered(ProxyResponse response) -> {
        // An error status does not become an error frame.
        if (route.routeResponse() && !response.body().isEmpty()) {
          connection.send(response.body());
        }
      }
      case IntegrationResult.Failed _, IntegrationResult.Rejected _ ->
          connection.send(GatewayFrame.INTERNAL_ERROR.text(connection.id(), requestId));
      case IntegrationResult.TimedOut _ ->
          connection.send(GatewayFrame.TIMED_OUT.text(connection.id(), requestId));
    }
  }
}
