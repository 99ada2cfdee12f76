// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A received message.
 *
 * @param json as {@code ReceiveMessage} returns it
 */
record Message(JsonNode json) {
  String id() {
    return json.path("MessageId").asText();
  }

  String receiptHandle() {
    return json.path("ReceiptHandle").asText();
  }

  /** Characters of the body, to bound a batch. */
  int size() {
    return json.path("Body").asText().length();
  }
}
