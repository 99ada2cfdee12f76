// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.function.WebSocketFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The chat's Lambda function: one handler for every route. Thread-safe. */
public final class ChatHandler implements RequestStreamHandler {
  private final Voice voice = new Voice();
  private final Chat chat;
  private final WebSocketFunction function;

  /** For Lambda, which makes one handler for each execution environment. */
  public ChatHandler() {
    ExecutionEnvironment environment = ExecutionEnvironment.inLambda("room");
    this.chat = new Chat(new Members(environment.table()), voice);
    this.function = environment.function(this::handle);
    environment.warmUp(
        deadline -> environment.connections().subscribers(Room.LOBBY.topic(), deadline));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    function.handle(event, response, context);
  }

  private Response handle(WebSocketEvent event, InvocationContext invocation) {
    try {
      switch (event.getRequestContext().getRouteKey()) {
        case "$connect" -> chat.connect(event.getQueryStringParameters(), invocation);
        case "$disconnect" -> chat.disconnect(invocation);
        case "join" -> chat.join(Request.read(event.getBody()), invocation);
        case "say" -> chat.say(Request.read(event.getBody()), invocation);
        case "who" -> chat.who(invocation);
        default -> throw new RefusedException(400, "The action is join, say or who.");
      }
      return Response.ok("Done.");
    } catch (RefusedException e) {
      invocation.log(Level.INFO, "refused", Map.of("reason", e.reason()));
      return refuse(e.statusCode(), e.reason(), event, invocation);
    } catch (StoreException e) {
      invocation.storeFailed(Level.ERROR, "event not handled", Map.of(), e);
      return refuse(503, "The chat cannot reach its table: try again.", event, invocation);
    }
  }

  private Response refuse(
      int statusCode, String reason, WebSocketEvent event, InvocationContext invocation) {
    // No frame reaches a client before $connect has returned, nor after $disconnect.
    if ("MESSAGE".equals(event.getRequestContext().getEventType())) {
      voice.tell(new Message.Refused(reason), invocation);
    }
    return Response.of(statusCode, reason);
  }
}
