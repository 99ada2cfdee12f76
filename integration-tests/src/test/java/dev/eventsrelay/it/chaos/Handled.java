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

/**
 * What a function made of one message, which came by itself or in a batch from a queue.
 *
 * @param wire our id of a connection that is being opened, otherwise empty
 */
record Handled(Message message, String wire, Outcome outcome) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Everything that one invocation was about. */
  static List<Handled> of(byte[] payload, InvocationResult result) {
    return Message.of(payload).stream().map(message -> of(message, payload, result)).toList();
  }

  private static Handled of(Message message, byte[] payload, InvocationResult result) {
    if (!message.queueId().isEmpty()) {
      return new Handled(message, "", comesAgain(message, result) ? Outcome.AGAIN : Outcome.DONE);
    }
    String wire = json(payload).path("queryStringParameters").path(Wire.ID_PARAMETER).asText();
    return new Handled(message, wire, outcome(result));
  }

  /** The queue keeps what the function names, and everything if the function does not answer. */
  private static boolean comesAgain(Message message, InvocationResult result) {
    return !(result instanceof InvocationResult.Response(byte[] payload))
        || json(payload)
            .path("batchItemFailures")
            .findValuesAsText("itemIdentifier")
            .contains(message.queueId());
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
