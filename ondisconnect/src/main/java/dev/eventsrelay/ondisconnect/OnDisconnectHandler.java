// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.ondisconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.lambda.Composition;
import dev.eventsrelay.lambda.Responses;
import dev.eventsrelay.lambda.WebSocketEvent;
import dev.eventsrelay.lambda.WebSocketFunction;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Invocation;
import dev.eventsrelay.relay.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a closed connection leaves behind: its own row and all its subscriptions.
 *
 * <p>Nobody repeats a {@code $disconnect}. Rows that stay because the store fails expire, and until
 * then the first post to the closed connection removes them. Thread-safe.
 */
public final class OnDisconnectHandler implements RequestStreamHandler {
  private static final ConnectionId NOBODY = new ConnectionId("warm-up");

  private final ConnectionStore store;
  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public OnDisconnectHandler() {
    Composition composition = Composition.fromEnvironment();
    this(composition);
    composition.warmUp((_, deadline) -> store.disconnect(NOBODY, deadline));
  }

  OnDisconnectHandler(Composition composition) {
    this.store = composition.store();
    this.function = composition.function(this::disconnect);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private APIGatewayV2WebSocketResponse disconnect(
      WebSocketEvent.RequestContext request, @Nullable String body, Invocation invocation) {
    try {
      int subscriptions = store.disconnect(invocation.connection(), invocation.deadline());
      invocation.log(
          Level.INFO,
          "disconnected",
          Map.of(
              "status", String.valueOf(request.getDisconnectStatusCode()),
              "reason", String.valueOf(request.getDisconnectReason()),
              "subscriptions", subscriptions));
      return Responses.ok("Disconnected.");
    } catch (StoreException e) {
      invocation.storeFailed(Level.ERROR, "disconnected, but rows are left to expire", Map.of(), e);
      return Responses.of(503, "The connection's rows are left to expire.");
    }
  }
}
