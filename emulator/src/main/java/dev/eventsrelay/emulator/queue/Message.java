// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A received message. What SQS did not tell of it is empty or 0.
 *
 * @param json as {@code ReceiveMessage} returns it; not to be modified
 */
public record Message(JsonNode json) {
  /** By which SQS knows it, also after it has become a dead letter. */
  public String id() {
    return json.path("MessageId").asText();
  }

  String receiptHandle() {
    return json.path("ReceiptHandle").asText();
  }

  /** What was sent. */
  public String body() {
    return json.path("Body").asText();
  }

  /** The text of a message attribute. */
  public String attribute(String name) {
    return json.path("MessageAttributes").path(name).path("StringValue").asText();
  }

  /** When it was sent, in milliseconds since the epoch. */
  public long sentAt() {
    return json.path("Attributes").path("SentTimestamp").asLong();
  }

  /** How often it was received, this time included. */
  public int receives() {
    return json.path("Attributes").path("ApproximateReceiveCount").asInt();
  }

  /** Characters of the body, to bound a batch. */
  int size() {
    return json.path("Body").asText().length();
  }
}
