// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the events for functions, with exactly the fields seen in captures of API Gateway. The
 * three kinds differ, and a field without a value is absent. Thread-safe.
 */
final class Events {
  static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final JsonFactory json = new JsonFactory();
  private final String apiId;
  private final String stage;
  private final Map<String, String> stageVariables;
  private final InstantSource clock;

  Events(WebSocketApi api, InstantSource clock) {
    apiId = api.apiId();
    stage = api.stage();
    stageVariables = api.stageVariables();
    this.clock = clock;
  }

  byte[] connect(Connection connection, String requestId, ConnectRequest request) {
    return proxied(
        event -> {
          writeValues(event, "headers", "multiValueHeaders", request.headers());
          if (!request.query().isEmpty()) {
            writeValues(
                event, "queryStringParameters", "multiValueQueryStringParameters", request.query());
          }
          startContext(event, WebSocketApi.CONNECT);
          finishContext(event, "CONNECT", connection, requestId);
        });
  }

  /** What a connection asks for, as an authorizer and its policy name it. */
  String connectArn(String prefix) {
    return "%s:%s/%s/%s".formatted(prefix, apiId, stage, WebSocketApi.CONNECT);
  }

  /** What a Lambda authorizer is asked, with the members of the documented example. */
  byte[] authorize(Authorizer.Handshaking handshake, String methodArn) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Connection", List.of("upgrade"));
    headers.put("content-length", List.of("0"));
    headers.putAll(handshake.request().headers());
    headers.put("Upgrade", List.of("websocket"));
    return write(
        event -> {
          event.writeStringField("type", "REQUEST");
          event.writeStringField("methodArn", methodArn);
          writeValues(event, "headers", "multiValueHeaders", headers);
          writeValues(
              event,
              "queryStringParameters",
              "multiValueQueryStringParameters",
              handshake.request().query());
          writeStageVariables(event);
          startContext(event, WebSocketApi.CONNECT);
          finishContext(event, "CONNECT", handshake.connection(), handshake.requestId());
        });
  }

  /**
   * @param text valid UTF-8
   */
  byte[] message(
      Connection connection, String requestId, String messageId, String routeKey, byte[] text) {
    return proxied(
        event -> {
          startContext(event, routeKey);
          event.writeStringField("messageId", messageId);
          finishContext(event, "MESSAGE", connection, requestId);
          event.writeFieldName("body");
          event.writeUTF8String(text, 0, text.length);
        });
  }

  byte[] disconnect(Connection connection, String requestId, Disconnect disconnect) {
    return proxied(
        event -> {
          writeValues(
              event,
              "headers",
              "multiValueHeaders",
              Map.of(
                  "Host", List.of(connection.peer().domainName()),
                  "x-api-key", List.of(""),
                  "X-Forwarded-For", List.of(""),
                  "x-restapi", List.of("")));
          startContext(event, WebSocketApi.DISCONNECT);
          event.writeNumberField("disconnectStatusCode", disconnect.status());
          event.writeStringField("disconnectReason", disconnect.reason());
          finishContext(event, "DISCONNECT", connection, requestId);
        });
  }

  private void writeStageVariables(JsonGenerator event) throws IOException {
    event.writeObjectFieldStart("stageVariables");
    for (var variable : stageVariables.entrySet()) {
      event.writeStringField(variable.getKey(), variable.getValue());
    }
    event.writeEndObject();
  }

  private static void startContext(JsonGenerator event, String routeKey) throws IOException {
    event.writeObjectFieldStart("requestContext");
    event.writeStringField("routeKey", routeKey);
  }

  private void finishContext(
      JsonGenerator event, String eventType, Connection connection, String requestId)
      throws IOException {
    Instant now = clock.instant();
    event.writeStringField("eventType", eventType);
    event.writeStringField("extendedRequestId", requestId);
    event.writeStringField("requestTime", REQUEST_TIME.format(now));
    event.writeStringField("messageDirection", "IN");
    event.writeStringField("stage", stage);
    event.writeNumberField("connectedAt", connection.connectedAt());
    event.writeNumberField("requestTimeEpoch", now.toEpochMilli());
    writeIdentity(event, connection.peer(), connection.apiKey());
    event.writeStringField("requestId", requestId);
    event.writeStringField("domainName", connection.peer().domainName());
    event.writeStringField("connectionId", connection.id());
    event.writeStringField("apiId", apiId);
    writeAuthorizer(event, connection.authorizer());
    event.writeEndObject();
  }

  private static void writeAuthorizer(JsonGenerator event, Map<String, String> authorizer)
      throws IOException {
    if (authorizer.isEmpty()) {
      return;
    }
    event.writeObjectFieldStart("authorizer");
    for (var entry : authorizer.entrySet()) {
      event.writeStringField(entry.getKey(), entry.getValue());
    }
    event.writeEndObject();
  }

  static void writeIdentity(JsonGenerator json, Peer peer, Optional<ApiKeys.Key> apiKey)
      throws IOException {
    json.writeObjectFieldStart("identity");
    if (peer.userAgent() != null) {
      json.writeStringField("userAgent", peer.userAgent());
    }
    json.writeStringField("sourceIp", peer.sourceIp());
    if (apiKey.isPresent()) {
      json.writeStringField("apiKey", apiKey.get().value());
      json.writeStringField("apiKeyId", apiKey.get().id());
    }
    json.writeEndObject();
  }

  private static void writeValues(
      JsonGenerator event, String single, String multi, Map<String, List<String>> values)
      throws IOException {
    event.writeObjectFieldStart(single);
    for (var entry : values.entrySet()) {
      event.writeStringField(entry.getKey(), entry.getValue().getLast());
    }
    event.writeEndObject();
    event.writeObjectFieldStart(multi);
    for (var entry : values.entrySet()) {
      event.writeFieldName(entry.getKey());
      event.writeArray(entry.getValue().toArray(String[]::new), 0, entry.getValue().size());
    }
    event.writeEndObject();
  }

  private byte[] proxied(Fields fields) {
    return write(
        event -> {
          fields.writeTo(event);
          if (!stageVariables.isEmpty()) {
            writeStageVariables(event);
          }
          event.writeBooleanField("isBase64Encoded", false);
        });
  }

  private byte[] write(Fields fields) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
      try (JsonGenerator event = json.createGenerator(bytes)) {
        event.writeStartObject();
        fields.writeTo(event);
        event.writeEndObject();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write an event", e);
    }
  }

  private interface Fields {
    void writeTo(JsonGenerator event) throws IOException;
  }
}
