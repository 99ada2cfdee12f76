// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that API Gateway put on an SQS queue by itself.
 *
 * <p>The message's attributes are the event's context: {@code connectionId}, {@code routeKey},
 * {@code eventType}, {@code requestId}, {@code requestTimeEpoch}, {@code apiId} and {@code stage}.
 * Its body is the event's body, by the attribute {@code encoding}: {@code base64}, {@code text}, or
 * {@code none} where the event has none. SQS takes no empty body: an empty frame is a character
 * that base64 does not have.
 *
 * @param messageId by which the queue is told that it is to come again
 * @param event as far as the message has it; without a connection if the message is none of ours
 * @param sentAt when the queue took it
 * @param receives how often it was delivered, this time included
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     SQS</a>
 */
record QueuedEvent(String messageId, WebSocketEvent event, Instant sentAt, int receives) {
  QueuedEvent {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(event, "event is null");
    requireNonNull(sentAt, "sentAt is null");
  }

  /**
   * What tells its log lines from others: among them API Gateway's request id, by which the access
   * log names the message.
   */
  Map<String, String> ids() {
    Map<String, String> ids = new HashMap<>();
    ids.put("messageId", messageId);
    ids.put("receives", Integer.toString(receives));
    String request = event.getRequestContext().getRequestId();
    if (request != null) {
      ids.put("apiRequestId", request);
    }
    return ids;
  }

  /** Reads the records that the parser stands before; none if that is no array. */
  static List<QueuedEvent> readAll(JsonParser json) throws IOException {
    List<QueuedEvent> events = new ArrayList<>();
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        events.add(read(json));
      }
    }
    return events;
  }

  private static QueuedEvent read(JsonParser json) throws IOException {
    String messageId = "";
    String body = "";
    Map<String, String> system = Map.of();
    Map<String, String> attributes = Map.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "messageId" -> messageId = json.getValueAsString("");
        case "body" -> body = json.getValueAsString("");
        case "attributes" -> system = WebSocketEvent.texts(json);
        case "messageAttributes" -> attributes = stringValues(json);
        default -> {}
      }
      json.skipChildren();
    }
    return new QueuedEvent(
        messageId,
        event(body, attributes),
        Instant.ofEpochMilli(number(system.get("SentTimestamp"))),
        (int) number(system.get("ApproximateReceiveCount")));
  }

  /** The texts of attributes, each of which is an object with its value and type. */
  private static Map<String, String> stringValues(JsonParser json) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        String value = WebSocketEvent.texts(json).get("stringValue");
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  private static WebSocketEvent event(String body, Map<String, String> attributes) {
    WebSocketEvent.RequestContext context = new WebSocketEvent.RequestContext();
    context.setConnectionId(attributes.get("connectionId"));
    context.setRouteKey(attributes.get("routeKey"));
    context.setEventType(attributes.get("eventType"));
    context.setRequestId(attributes.get("requestId"));
    context.setApiId(attributes.get("apiId"));
    context.setStage(attributes.get("stage"));
    context.setRequestTimeEpoch(number(attributes.get("requestTimeEpoch")));
    WebSocketEvent event = new WebSocketEvent();
    try {
      event.setBody(decoded(body, attributes.getOrDefault("encoding", "text")));
    } catch (IllegalArgumentException e) {
      // None of ours, and no reason for the rest of the batch to fail with it.
      return event;
    }
    event.setRequestContext(context);
    return event;
  }

  private static @Nullable String decoded(String body, String encoding) {
    return switch (encoding) {
      case "none" -> null;
      case "base64" -> new String(Base64.getMimeDecoder().decode(body), UTF_8);
      default -> body;
    };
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
