// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
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
import java.time.Instant;
import java.util.Map;

/**
 * Lets every client in: whether the store works, fails or hangs, whatever else there is to do, and
 * whatever goes wrong.
 *
 * <p>A worker that is refused for 5 s marks itself failed, and one that is refused for 19 s is
 * dead, while nothing but bookkeeping needs the connection's row. Thread-safe.
 */
public final class OnConnectHandler implements RequestStreamHandler {
  private static final ConnectionId NOBODY = new ConnectionId("warm-up");
  private static final Response CONNECTED = Response.ok("Connected.");

  private final ConnectionStore store;
  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public OnConnectHandler() {
    ExecutionEnvironment environment = ExecutionEnvironment.inLambda(Guids.TOPICS);
    this(environment);
    Rehearsal.inLambda(Guids.TOPICS, OnConnectHandler::new, RelayScenarios.connections());
    environment.warmUp(
        deadline -> {
          boolean _ = store.isConnected(NOBODY, deadline);
        });
  }

  OnConnectHandler(ExecutionEnvironment environment) {
    this.store = environment.connections();
    this.function = environment.function(this::connect, _ -> CONNECTED);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private Response connect(WebSocketEvent event, InvocationContext invocation) {
    Instant connectedAt = Instant.ofEpochMilli(event.getRequestContext().getConnectedAt());
    try {
      // Once: the handshake waits, and a client that has to wait is as good as refused.
      invocation.doOnce(by -> store.connect(invocation.connection(), connectedAt, by));
      invocation.log(Level.INFO, "connected", Map.of());
    } catch (StoreException e) {
      invocation.storeFailed(Level.ERROR, "connected, but not stored", Map.of(), e);
    }
    return CONNECTED;
  }
}
