// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.it.Message;
import dev.eventsrelay.it.chaos.Trace.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a function made of one message, which came by itself or in a batch from a queue.
 *
 * @param wire our id of a connection that is being opened, otherwise empty
 */
record Handled(Message message, String wire, Outcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Everything that one invocation was about. */
  static List<Handled> of(byte[] payload, InvocationResult result) {
    List<Message> messages = Message.of(payload);
    if (messages.stream().allMatch(message -> message.queueId().isEmpty())) {
      String wire = json(payload).path("queryStringParameters").path(Wire.ID_PARAMETER).asText();
      Outcome outcome = outcome(result);
      return messages.stream().map(message -> new Handled(message, wire, outcome)).toList();
    }
    Predicate<String> again = comingAgain(result);
    return messages.stream()
        .map(
            message ->
                new Handled(
                    message, "", again.test(message.queueId()) ? Outcome.AGAIN : Outcome.DONE))
        .toList();
  }

  /** The queue keeps what the function names, and everything if the function does not answer. */
  private static Predicate<String> comingAgain(InvocationResult result) {
    return result instanceof InvocationResult.Response(byte[] payload)
        ? json(payload).path("batchItemFailures").findValuesAsText("itemIdentifier")::contains
        : _ -> true;
  }

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
