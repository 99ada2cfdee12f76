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
  private final RouteCalls calls;

  RouteInvoker(
      WebSocketApi api,
      Integration integration,
      Events events,
      Ids ids,
      RateLimit requests,
      RouteCalls calls) {
    this.api = api;
    this.selection = new RouteSelection(api);
    this.integration = integration;
    this.events = events;
    this.ids = ids;
    this.requests = requests;
    this.calls = calls;
  }

  /** Invokes {@code $connect}. An API without that route admits every client. */
  CompletableFuture<IntegrationResult> connect(
      Connection connection, String requestId, ConnectRequest request) {
    Route route = api.routes().get(WebSocketApi.CONNECT);
    if (route == null) {
      ProxyResponse accepted = new ProxyResponse(200, "", null);
      return CompletableFuture.completedFuture(new IntegrationResult.Answered(accepted));
    }
    RouteCalls.Call call = calls.begin(connection, requestId, WebSocketApi.CONNECT, "CONNECT");
    return integration
        .call(route, events.connect(connection, requestId, request))
        .whenComplete((result, _) -> call.ended(result));
  }

  /** The client may not connect. */
  void refused(Connection connection, String requestId, int status, String reason) {
    calls.begin(connection, requestId, WebSocketApi.CONNECT, "CONNECT").refused(status, reason);
  }

  /**
   * @param text valid UTF-8
   */
  void message(Connection connection, byte[] text) {
    String requestId = ids.next();
    String routeKey = selection.select(text);
    RouteCalls.Call call =
        calls.begin(connection, requestId, routeKey == null ? "-" : routeKey, "MESSAGE");
    if (!requests.tryAcquire()) {
      call.refused(429, "more requests than the API's rate");
      connection.send(GatewayFrame.TOO_MANY_REQUESTS.text(connection.id(), requestId));
      return;
    }
    Route route = routeKey == null ? null : api.routes().get(routeKey);
    if (routeKey == null || route == null) {
      call.refused(403, "no route for this message");
      connection.send(GatewayFrame.FORBIDDEN.text(connection.id(), requestId));
      return;
    }
    byte[] event = events.message(connection, requestId, ids.next(), routeKey, text);
    var _ =
        integration
            .call(route, event)
            .thenAccept(
                result -> {
                  call.ended(result);
                  answer(connection, requestId, route, result);
                });
  }

  /** Invokes {@code $disconnect}. Its answer changes nothing, so nobody waits for it. */
  void disconnected(Connection connection) {
    Route route = api.routes().get(WebSocketApi.DISCONNECT);
    if (route != null) {
      String requestId = ids.next();
      byte[] event = events.disconnect(connection, requestId, connection.ended());
      RouteCalls.Call call =
          calls.begin(connection, requestId, WebSocketApi.DISCONNECT, "DISCONNECT");
      var _ = integration.call(route, event).thenAccept(call::ended);
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
