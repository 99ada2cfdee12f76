// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The event of a WebSocket API, with the two fields of {@code $disconnect} that the library's class
 * lacks.
 *
 * <p>Of its fields only those that the relay uses are read; whatever the event did not have is null
 * or 0. Read here and not by the runtime, whose reader costs a start a quarter of a second.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Managing
 *     connected users and client apps</a>
 */
public final class WebSocketEvent extends APIGatewayV2WebSocketEvent {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  private @Nullable RequestContext context;

  /**
   * Reads an event.
   *
   * @param source its JSON, to the end
   * @throws com.fasterxml.jackson.core.JacksonException with a sentence if that is no JSON object
   */
  public static WebSocketEvent read(InputStream source) throws IOException {
    try (JsonParser json = JSON.createParser(source)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(json, "An event is an object.");
      }
      WebSocketEvent event = new WebSocketEvent();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "body" -> event.setBody(json.getValueAsString());
          case "requestContext" -> event.setRequestContext(RequestContext.read(json));
          default -> {}
        }
        json.skipChildren();
      }
      return event;
    }
  }

  /** The request context with its disconnect fields. */
  public static final class RequestContext extends APIGatewayV2WebSocketEvent.RequestContext {
    private static final long serialVersionUID = 1L;

    private @Nullable Integer disconnectStatusCode;
    private @Nullable String disconnectReason;

    /** Reads the context that the parser stands before, to its end; null if it is no object. */
    private static @Nullable RequestContext read(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return null;
      }
      RequestContext context = new RequestContext();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "apiId" -> context.setApiId(json.getValueAsString());
          case "connectedAt" -> context.setConnectedAt(json.getValueAsLong());
          case "connectionId" -> context.setConnectionId(json.getValueAsString());
          case "disconnectReason" -> context.setDisconnectReason(json.getValueAsString());
          case "disconnectStatusCode" ->
              context.setDisconnectStatusCode(
                  json.hasToken(JsonToken.VALUE_NUMBER_INT) ? json.getIntValue() : null);
          case "requestTimeEpoch" -> context.setRequestTimeEpoch(json.getValueAsLong());
          case "stage" -> context.setStage(json.getValueAsString());
          default -> {}
        }
        json.skipChildren();
      }
      return context;
    }

    /** The WebSocket close code, such as 1000; null unless this is a {@code $disconnect}. */
    public @Nullable Integer getDisconnectStatusCode() {
      return disconnectStatusCode;
    }

    public void setDisconnectStatusCode(@Nullable Integer disconnectStatusCode) {
      this.disconnectStatusCode = disconnectStatusCode;
    }

    /** Why the connection was closed, in words; null unless this is a {@code $disconnect}. */
    public @Nullable String getDisconnectReason() {
      return disconnectReason;
    }

    public void setDisconnectReason(@Nullable String disconnectReason) {
      this.disconnectReason = disconnectReason;
    }
  }

  @Override
  public @Nullable RequestContext getRequestContext() {
    return context;
  }

  public void setRequestContext(@Nullable RequestContext context) {
    this.context = context;
  }
}
