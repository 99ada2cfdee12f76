// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.sendmessage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.function.Rehearsal;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.function.WebSocketFunction;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.Outcome.ConnectionClosed;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Malformed;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.relay.Outcome.TooManySubscriptions;
import dev.eventsrelay.relay.Outcome.Undelivered;
import dev.eventsrelay.relay.Relay;
import dev.eventsrelay.relay.RelaySettings;
import dev.eventsrelay.relay.dynamodb.Guids;
import dev.eventsrelay.relay.dynamodb.RelayScenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

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
    Relay relay = Relay.inLambda();
    ExecutionEnvironment environment = relay.environment();
    this(relay);
    Rehearsal.inLambda(
        Guids.TOPICS,
        elsewhere -> new SendMessageHandler(Relay.in(elsewhere)),
        RelayScenarios.messages(RelaySettings.from(System.getenv()).keepsResults()));
    environment.warmUp(
        deadline ->
            router.warmUp(environment.connections(), environment.configuredApi(), deadline));
  }

  SendMessageHandler(Relay relay) {
    this.router = relay.router();
    this.function = relay.environment().function(this::message);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private Response message(WebSocketEvent event, InvocationContext invocation) {
    return response(router.route(event.getBody(), invocation));
  }

  private static Response response(Outcome outcome) {
    return switch (outcome) {
      case Done _, Relayed _ -> Response.ok("Data sent.");
      case Kept _ -> Response.of(202, "Kept for a subscriber.");
      case NobodyWaits _ -> Response.of(404, "Nobody waits for it.");
      case Rejected(String reason) -> Response.of(400, reason);
      case ConnectionClosed _ -> Response.of(410, "The connection is closed.");
      case TooManySubscriptions _ -> Response.of(429, "Too many subscriptions.");
      // The status that the reference implementation has for it.
      case Malformed(String reason) -> Response.of(501, reason);
      case Undelivered _ -> Response.of(502, "No post succeeded.").withRetry();
      case Overloaded _ -> Response.of(503, "Overloaded.").withRetry();
      case StoreFailed _ -> Response.of(503, "The store did not answer.").withRetry();
    };
  }
}
