// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes the access log of a stage. Thread-safe. */
record RouteCalls(WebSocketApi api, AccessLog log, AccessLogFormat format, InstantSource clock) {
  /** A call that is under way. */
  final class Call {
    private final Connection connection;
    private final String requestId;
    private final String routeKey;
    private final String eventType;
    private final Instant time = clock.instant();
    private final long began = System.nanoTime();

    private Call(Connection connection, String requestId, String routeKey, String eventType) {
      this.connection = connection;
      this.requestId = requestId;
      this.routeKey = routeKey;
      this.eventType = eventType;
    }

    void ended(IntegrationResult result) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      switch (result) {
        case IntegrationResult.Answered(ProxyResponse response) ->
            write(response.statusCode(), millis, Optional.empty());
        case IntegrationResult.Failed(String reason) -> write(502, millis, Optional.of(reason));
        case IntegrationResult.Forbidden() ->
            write(403, 0, Optional.of("the client has no API key of the stage"));
        case IntegrationResult.Rejected() ->
            write(500, millis, Optional.of("Lambda refused the invocation"));
        case IntegrationResult.TimedOut() ->
            write(504, millis, Optional.of("no answer within the integration's time-out"));
      }
    }

    /** The gateway itself refused the call. */
    void refused(int status, String reason) {
      write(status, 0, Optional.of(reason));
    }

    private void write(int status, long millis, Optional<String> error) {
      log.called(
          new RouteCall(
              requestId,
              connection.id(),
              routeKey,
              eventType,
              status,
              millis,
              error,
              format.line(context(status, millis, error))));
    }

    private Map<String, String> context(int status, long millis, Optional<String> error) {
      Map<String, String> context = new HashMap<>();
      context.put("apiId", api.apiId());
      context.put("stage", api.stage());
      context.put("requestId", requestId);
      context.put("extendedRequestId", requestId);
      context.put("connectionId", connection.id());
      context.put("connectedAt", Long.toString(connection.connectedAt()));
      context.put("domainName", connection.peer().domainName());
      context.put("identity.sourceIp", connection.peer().sourceIp());
      context.put("routeKey", routeKey);
      context.put("eventType", eventType);
      context.put("messageDirection", "IN");
      context.put("requestTime", Events.REQUEST_TIME.format(time));
      context.put("requestTimeEpoch", Long.toString(time.toEpochMilli()));
      context.put("status", Integer.toString(status));
      connection.apiKey().ifPresent(key -> context.put("identity.apiKeyId", key.id()));
      connection.authorizer().forEach((name, value) -> context.put("authorizer." + name, value));
      if (millis > 0 || error.isEmpty()) {
        context.put("integrationLatency", Long.toString(millis));
        context.put("integration.latency", Long.toString(millis));
        context.put("integrationStatus", Integer.toString(status));
        context.put("integration.status", Integer.toString(status));
      }
      error.ifPresent(
          reason -> {
            context.put("error.message", reason);
            context.put("error.messageString", "\"" + reason.replace("\"", "\\\"") + "\"");
            context.put("integrationErrorMessage", reason);
            context.put("integration.error", reason);
          });
      return context;
    }
  }

  Call begin(Connection connection, String requestId, String routeKey, String eventType) {
    return new Call(connection, requestId, routeKey, eventType);
  }
}
