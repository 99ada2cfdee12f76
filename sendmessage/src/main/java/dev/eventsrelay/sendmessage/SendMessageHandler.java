// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.sendmessage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.lambda.Composition;
import dev.eventsrelay.lambda.Responses;
import dev.eventsrelay.lambda.WebSocketEvent;
import dev.eventsrelay.lambda.WebSocketFunction;
import dev.eventsrelay.relay.Invocation;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Malformed;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.relay.Outcome.Undelivered;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Does what a client's message asks for: subscribe, unsubscribe, ack, ping, or relay a result.
 *
 * <p>The status it returns is for the access log; API Gateway shows the client none of it.
 * Thread-safe.
 */
public final class SendMessageHandler implements RequestStreamHandler {
  private final MessageRouter router;
  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public SendMessageHandler() {
    Composition composition = Composition.fromEnvironment();
    this(composition);
    composition.warmUp(router::warmUp);
  }

  SendMessageHandler(Composition composition) {
    this.router = composition.router();
    this.function = composition.function(this::message);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private APIGatewayV2WebSocketResponse message(
      WebSocketEvent.RequestContext request, @Nullable String body, Invocation invocation) {
    return response(router.route(body, invocation));
  }

  private static APIGatewayV2WebSocketResponse response(Outcome outcome) {
    return switch (outcome) {
      case Done _, Relayed _ -> Responses.ok("Data sent.");
      case Kept _ -> Responses.of(202, "Kept for a subscriber.");
      case NobodyWaits _ -> Responses.of(404, "Nobody waits for it.");
      case Rejected(String reason) -> Responses.of(400, reason);
      // The status that the reference implementation has for it.
      case Malformed(String reason) -> Responses.of(501, reason);
      case Undelivered _ -> Responses.of(502, "No post succeeded.");
      case Overloaded _ -> Responses.of(503, "Overloaded.");
      case StoreFailed _ -> Responses.of(503, "The store did not answer.");
    };
  }
}
