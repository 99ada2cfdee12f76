// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.it.chaos.Trace.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a function made of one event, which came by itself or in a batch from a queue.
 *
 * @param wire our id of a connection that is being opened, otherwise empty
 */
record Handled(String connection, String route, String wire, String body, Outcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Everything that one invocation was about. */
  static List<Handled> of(byte[] payload, InvocationResult result) {
    JsonNode event = json(payload);
    return event.has("Records")
        ? ofBatch(event.path("Records"), result)
        : List.of(ofSingle(event, outcome(result)));
  }

  private static Handled ofSingle(JsonNode event, Outcome outcome) {
    JsonNode request = event.path("requestContext");
    return new Handled(
        request.path("connectionId").asText(),
        request.path("routeKey").asText(),
        event.path("queryStringParameters").path(Wire.ID_PARAMETER).asText(),
        event.path("body").asText(),
        outcome);
  }

  private static List<Handled> ofBatch(JsonNode records, InvocationResult result) {
    Set<String> again = again(records, result);
    List<Handled> all = new ArrayList<>();
    for (JsonNode message : records) {
      boolean comesAgain = again.contains(message.path("messageId").asText());
      all.add(
          new Handled(
              attribute(message, "connectionId"),
              attribute(message, "routeKey"),
              "",
              body(message),
              comesAgain ? Outcome.AGAIN : Outcome.DONE));
    }
    return all;
  }

  /** Ids of the messages that the queue keeps: all of them, unless the function names them. */
  private static Set<String> again(JsonNode records, InvocationResult result) {
    Set<String> ids = new HashSet<>();
    if (result instanceof InvocationResult.Response(byte[] payload)) {
      json(payload).path("batchItemFailures").findValuesAsText("itemIdentifier").forEach(ids::add);
    } else {
      ids.addAll(records.findValuesAsText("messageId"));
    }
    return ids;
  }

  private static String attribute(JsonNode message, String name) {
    return message.path("messageAttributes").path(name).path("stringValue").asText();
  }

  private static String body(JsonNode message) {
    String body = message.path("body").asText();
    return attribute(message, "encoding").equals("base64")
        ? new String(Base64.getDecoder().decode(body), UTF_8)
        : body;
  }

  /** How an invocation ended that was about one event. */
  private static Outcome outcome(InvocationResult result) {
    return result instanceof InvocationResult.Response(byte[] payload)
        ? Outcome.of(json(payload).path("statusCode").asInt())
        : Outcome.ofFailure(result);
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
