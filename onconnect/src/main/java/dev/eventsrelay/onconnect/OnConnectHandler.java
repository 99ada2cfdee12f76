// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onconnect;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
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
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets every client in.
 *
 * <p>Also when the store fails or there is too much else to do: a worker that is refused for 5 s
 * marks itself failed, and one that is refused for 19 s is dead, while nothing but bookkeeping
 * needs the connection's row. Thread-safe.
 */
public final class OnConnectHandler implements RequestStreamHandler {
  private final ConnectionStore store;
  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public OnConnectHandler() {
    this(Composition.fromEnvironment());
  }

  OnConnectHandler(Composition composition) {
    this.store = composition.store();
    this.function = composition.function(this::connect, Responses.ok("Connected."));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private APIGatewayV2WebSocketResponse connect(
      WebSocketEvent.RequestContext request, @Nullable String body, Invocation invocation) {
    try {
      store.connect(
          invocation.connection(),
          Instant.ofEpochMilli(request.getConnectedAt()),
          invocation.deadline());
      invocation.log(Level.INFO, "connected", Map.of());
    } catch (StoreException e) {
      invocation.storeFailed(Level.ERROR, "connected, but not stored", Map.of(), e);
    }
    return Responses.ok("Connected.");
  }
}
