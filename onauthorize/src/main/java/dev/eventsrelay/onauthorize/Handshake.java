// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What the event of an authorizer tells of a client. Read here and not by the runtime, whose reader
 * costs a start a quarter of a second.
 *
 * @param methodArn what the policy has to be about
 * @param connectionId empty if the event has none
 * @param sourceIp empty if the event has none
 * @param authorization the header of that name; empty if there is none
 */
record Handshake(String methodArn, String connectionId, String sourceIp, String authorization) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String BEARER = "Bearer ";

  Handshake {
    requireNonNull(methodArn, "methodArn is null");
    requireNonNull(connectionId, "connectionId is null");
    requireNonNull(sourceIp, "sourceIp is null");
    requireNonNull(authorization, "authorization is null");
  }

  /**
   * Reads an event.
   *
   * @param source its JSON, to the end
   * @throws com.fasterxml.jackson.core.JacksonException with a sentence if it is no such event
   */
  static Handshake read(InputStream source) throws IOException {
    try (JsonParser json = JSON.createParser(source)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(json, "An event is an object.");
      }
      Reading reading = new Reading();
      reading.event(json);
      if (reading.methodArn.isEmpty()) {
        throw new JsonParseException(json, "The event has no methodArn: it is no authorizer's.");
      }
      return new Handshake(
          reading.methodArn, reading.connectionId, reading.sourceIp, reading.authorization);
    }
  }

  /** What follows {@code Bearer} in the header {@code Authorization}. */
  Optional<String> bearerToken() {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    return Optional.of(authorization.substring(BEARER.length()).strip())
        .filter(token -> !token.isEmpty());
  }

  @Override
  public String toString() {
    return "Handshake[connectionId=" + connectionId + ", sourceIp=" + sourceIp + "]";
  }

  /** What of an event has been read so far. */
  private static final class Reading {
    private String methodArn = "";
    private String connectionId = "";
    private String sourceIp = "";
    private String authorization = "";

    private void event(JsonParser json) throws IOException {
      forEachField(
          json,
          field -> {
            switch (field) {
              case "methodArn" -> methodArn = json.getValueAsString("");
              case "headers" -> headers(json);
              case "requestContext" -> context(json);
              default -> {}
            }
          });
    }

    private void headers(JsonParser json) throws IOException {
      forEachField(
          json,
          name -> {
            if (name.equalsIgnoreCase("Authorization")) {
              authorization = json.getValueAsString("");
            }
          });
    }

    private void context(JsonParser json) throws IOException {
      forEachField(
          json,
          field -> {
            switch (field) {
              case "connectionId" -> connectionId = json.getValueAsString("");
              case "identity" -> identity(json);
              default -> {}
            }
          });
    }

    private void identity(JsonParser json) throws IOException {
      forEachField(
          json,
          field -> {
            if (field.equals("sourceIp")) {
              sourceIp = json.getValueAsString("");
            }
          });
    }

    /** Stands before each value of the object that the parser stands before; does nothing else. */
    private static void forEachField(JsonParser json, FieldReader reader) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        reader.read(field);
        json.skipChildren();
      }
    }
  }

  private interface FieldReader {
    void read(String field) throws IOException;
  }
}
