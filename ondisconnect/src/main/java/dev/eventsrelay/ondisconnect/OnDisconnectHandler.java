// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.ondisconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.function.Rehearsal;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.function.WebSocketFunction;
import dev.eventsrelay.relay.dynamodb.Guids;
import dev.eventsrelay.relay.dynamodb.RelayScenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * Removes what a closed connection leaves behind: its own row and its subscriptions.
 *
 * <p>Nobody repeats a {@code $disconnect}, so it tries until its deadline. Rows that stay because
 * the store fails until then expire, and before that the first post to the closed connection
 * removes them. Thread-safe.
 */
public final class OnDisconnectHandler implements RequestStreamHandler {
  private static final ConnectionId NOBODY = new ConnectionId("warm-up");

  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public OnDisconnectHandler() {
    ExecutionEnvironment environment = ExecutionEnvironment.inLambda(Guids.TOPICS);
    this(environment);
    Rehearsal.inLambda(Guids.TOPICS, OnDisconnectHandler::new, RelayScenarios.disconnections());
    environment.warmUp(
        deadline -> {
          environment.connections().disconnect(NOBODY, deadline);
          int _ = environment.connections().unsubscribeAll(NOBODY, deadline);
        });
  }

  OnDisconnectHandler(ExecutionEnvironment environment) {
    this.function = environment.function(OnDisconnectHandler::disconnect);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private static Response disconnect(WebSocketEvent event, InvocationContext invocation) {
    WebSocketEvent.RequestContext request = event.getRequestContext();
    try {
      int ended = invocation.subscriptions().endAll(invocation.connection(), invocation.deadline());
      invocation.log(
          Level.INFO,
          "disconnected",
          Map.of(
              "status", String.valueOf(request.getDisconnectStatusCode()),
              "reason", String.valueOf(request.getDisconnectReason()),
              "subscriptions", ended));
      return Response.ok("Disconnected.");
    } catch (StoreException e) {
      invocation.storeFailed(Level.ERROR, "disconnected, but rows are left to expire", Map.of(), e);
      return Response.of(503, "The connection's rows are left to expire.").withRetry();
    }
  }
}
