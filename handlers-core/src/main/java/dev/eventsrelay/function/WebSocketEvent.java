// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of a WebSocket API, with the two fields of {@code $disconnect} that the library's class
 * lacks.
 *
 * <p>Of its fields only these are read: body, headers, query string parameters, and from the
 * context what it has setters for here or {@code apiId}, {@code connectedAt}, {@code connectionId},
 * {@code domainName}, {@code eventType}, {@code requestTimeEpoch}, {@code routeKey} and {@code
 * stage}. Whatever the event did not have is null or 0. Read here and not by the runtime, whose
 * reader costs a start a quarter of a second.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Managing
 *     connected users and client apps</a>
 */
public final class WebSocketEvent extends APIGatewayV2WebSocketEvent {
  private static final long serialVersionUID = 1L;

  /**
   * Keeps no table of names: clients choose those of headers. With two new ones in every event the
   * table cost 95 microseconds an event, and 2 without it.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private RequestContext context = new RequestContext();

  /**
   * Reads an event of API Gateway; without values if it is something else.
   *
   * @param source its JSON, to the end
   * @throws com.fasterxml.jackson.core.JacksonException with a sentence if that is no JSON object
   */
  public static WebSocketEvent read(InputStream source) throws IOException {
    return Incoming.read(source) instanceof Incoming.Single(WebSocketEvent event)
        ? event
        : new WebSocketEvent();
  }

  /** As text: without its table of names, the parser of bytes takes twice the memory. */
  static JsonParser parser(InputStream source) throws IOException {
    return JSON.createParser(new String(source.readAllBytes(), UTF_8));
  }

  /** Reads the field whose value the parser stands before, if it is one of those that are read. */
  void readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "body" -> setBody(json.getValueAsString());
      case "headers" -> setHeaders(texts(json));
      case "queryStringParameters" -> setQueryStringParameters(texts(json));
      case "requestContext" -> setRequestContext(RequestContext.read(json));
      default -> {}
    }
  }

  /** The texts of the object that the parser stands before, to its end; empty if it is none. */
  static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        String value = json.getValueAsString();
        if (value != null) {
          texts.put(name, value);
        }
        json.skipChildren();
      }
    }
    return texts;
  }

  /** The request context with its disconnect fields. */
  public static final class RequestContext extends APIGatewayV2WebSocketEvent.RequestContext {
    private static final long serialVersionUID = 1L;

    private @Nullable Integer disconnectStatusCode;
    private @Nullable String disconnectReason;

    /** Reads the context that the parser stands before, to its end; empty if it is no object. */
    private static RequestContext read(JsonParser json) throws IOException {
      RequestContext context = new RequestContext();
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return context;
      }
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
          case "domainName" -> context.setDomainName(json.getValueAsString());
          case "eventType" -> context.setEventType(json.getValueAsString());
          case "requestTimeEpoch" -> context.setRequestTimeEpoch(json.getValueAsLong());
          case "routeKey" -> context.setRouteKey(json.getValueAsString());
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

  /** The context; if the event had none, one without values. */
  @Override
  public RequestContext getRequestContext() {
    return context;
  }

  public void setRequestContext(RequestContext context) {
    this.context = context;
  }
}
