// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.concurrent.CompletableFuture;

/**
 * Turns connection events into calls of the routes' targets, each independent of the others.
 * Thread-safe.
 */
final class RouteInvoker {
  private static final byte[] NO_TEXT = {};

  private final WebSocketApi api;
  private final RouteSelection selection;
  private final Integration integration;
  private final Events events;
  private final Ids ids;
  private final RateLimit requests;
  private final RouteCalls calls;
  private final GatewayListener listener;

  RouteInvoker(
      WebSocketApi api,
      Integration integration,
      Events events,
      Ids ids,
      RateLimit requests,
      RouteCalls calls,
      GatewayListener listener) {
    this.api = api;
    this.selection = new RouteSelection(api);
    this.integration = integration;
    this.events = events;
    this.ids = ids;
    this.requests = requests;
    this.calls = calls;
    this.listener = listener;
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
    requested(connection, requestId, WebSocketApi.CONNECT, NO_TEXT);
    connection.has(api.apiKeys().of(request, connection.authorizer()));
    return call(connection, route, events.connect(connection, requestId, request))
        .whenComplete(
            (result, _) -> {
              call.ended(result);
              answered(connection, requestId, result, "");
            });
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
      refuse(connection, requestId, text, GatewayFrame.TOO_MANY_REQUESTS, RouteOutcome.LIMITED);
      return;
    }
    Route route = routeKey == null ? null : api.routes().get(routeKey);
    if (routeKey == null || route == null) {
      call.refused(403, "no route for this message");
      refuse(connection, requestId, text, GatewayFrame.FORBIDDEN, RouteOutcome.NO_ROUTE);
      return;
    }
    requested(connection, requestId, routeKey, text);
    byte[] event = events.message(connection, requestId, ids.next(), routeKey, text);
    var _ =
        call(connection, route, event)
            .thenAccept(
                result -> {
                  call.ended(result);
                  answer(connection, requestId, route, result);
                });
  }

  /** Invokes {@code $disconnect}. Its answer changes nothing, so nobody waits for it. */
  void disconnected(Connection connection) {
    Route route = api.routes().get(WebSocketApi.DISCONNECT);
    listener.disconnected(connection.id());
    if (route != null) {
      String requestId = ids.next();
      byte[] event = events.disconnect(connection, requestId, connection.ended());
      RouteCalls.Call call =
          calls.begin(connection, requestId, WebSocketApi.DISCONNECT, "DISCONNECT");
      requested(connection, requestId, WebSocketApi.DISCONNECT, NO_TEXT);
      var _ =
          call(connection, route, event)
              .thenAccept(
                  result -> {
                    call.ended(result);
                    answered(connection, requestId, result, "");
                  });
    }
  }

  private CompletableFuture<IntegrationResult> call(
      Connection connection, Route route, byte[] event) {
    return route.apiKeyRequired() && connection.apiKey().isEmpty()
        ? CompletableFuture.completedFuture(new IntegrationResult.Forbidden())
        : integration.call(route, event);
  }

  private void answer(
      Connection connection, String requestId, Route route, IntegrationResult result) {
    String frame = frame(connection, requestId, route, result);
    if (!frame.isEmpty()) {
      connection.send(frame);
    }
    answered(connection, requestId, result, frame);
  }

  /** What the client gets; empty for nothing. */
  private static String frame(
      Connection connection, String requestId, Route route, IntegrationResult result) {
    return switch (result) {
      // An error status does not become an error frame.
      case IntegrationResult.Answered(ProxyResponse response) ->
          route.routeResponse() ? response.body() : "";
      case IntegrationResult.Failed _, IntegrationResult.Rejected _ ->
          GatewayFrame.INTERNAL_ERROR.text(connection.id(), requestId);
      case IntegrationResult.Forbidden _ -> GatewayFrame.FORBIDDEN.text(connection.id(), requestId);
      case IntegrationResult.TimedOut _ -> GatewayFrame.TIMED_OUT.text(connection.id(), requestId);
    };
  }

  private void refuse(
      Connection connection,
      String requestId,
      byte[] text,
      GatewayFrame frame,
      RouteOutcome outcome) {
    String sent = frame.text(connection.id(), requestId);
    connection.send(sent);
    requested(connection, requestId, "", text);
    listener.answered(
        new GatewayListener.RouteAnswer(requestId, connection.id(), outcome, 0, sent));
  }

  private void requested(Connection connection, String requestId, String routeKey, byte[] text) {
    listener.requested(
        new GatewayListener.RouteRequest(requestId, connection.id(), routeKey, text));
  }

  private void answered(
      Connection connection, String requestId, IntegrationResult result, String sent) {
    int status =
        result instanceof IntegrationResult.Answered(ProxyResponse response)
            ? response.statusCode()
            : 0;
    RouteOutcome outcome =
        switch (result) {
          case IntegrationResult.Answered _ -> RouteOutcome.ANSWERED;
          case IntegrationResult.Failed _ -> RouteOutcome.FAILED;
          case IntegrationResult.Forbidden _ -> RouteOutcome.FORBIDDEN;
          case IntegrationResult.Rejected _ -> RouteOutcome.REJECTED;
          case IntegrationResult.TimedOut _ -> RouteOutcome.TIMED_OUT;
        };
    listener.answered(
        new GatewayListener.RouteAnswer(requestId, connection.id(), outcome, status, sent));
  }
}
