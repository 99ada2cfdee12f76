// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a function was invoked with for one frame, or for the begin or end of a connection.
 *
 * @param queueId by which the queue knows it; empty if it came by itself
 * @param body empty where there is none
 */
public record Message(String queueId, String connectionId, String routeKey, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one that an event of API Gateway is about, or those of a batch from a queue. */
  public static List<Message> of(byte[] payload) {
    JsonNode event = read(payload);
    if (!event.has("Records")) {
      JsonNode request = event.path("requestContext");
      return List.of(
          new Message(
              "",
              request.path("connectionId").asText(),
              request.path("routeKey").asText(),
              event.path("body").asText()));
    }
    List<Message> batch = new ArrayList<>();
    for (JsonNode queued : event.path("Records")) {
      String body = queued.path("body").asText();
      batch.add(
          new Message(
              queued.path("messageId").asText(),
              attribute(queued, "connectionId"),
              attribute(queued, "routeKey"),
              attribute(queued, "encoding").equals("base64")
                  ? new String(Base64.getMimeDecoder().decode(body), UTF_8)
                  : ""));
    }
    return batch;
  }

  private static String attribute(JsonNode queued, String name) {
    return queued.path("messageAttributes").path(name).path("stringValue").asText();
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
