// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * One queue, to look into it. Thread-safe.
 *
 * @param sqs has the queue; closed by the caller
 * @param url where it is
 */
public record Queue(SqsApi sqs, URI url) {
  public Queue {
    requireNonNull(sqs, "sqs is null");
    requireNonNull(url, "url is null");
  }

  /**
   * How many messages there are. SQS itself calls them approximate.
   *
   * @param waiting can be received now
   * @param inFlight received, and hidden until they are deleted or come again
   * @param delayed cannot be received yet
   */
  public record Counts(int waiting, int inFlight, int delayed) {
    /** All of them. */
    public int all() {
      return waiting + inFlight + delayed;
    }
  }

  /**
   * Asks for the counts.
   *
   * @throws SqsException if SQS refuses it or does not answer
   */
  public Counts counts() throws InterruptedException {
    ObjectNode request = request();
    request
        .putArray("AttributeNames")
        .add("ApproximateNumberOfMessages")
        .add("ApproximateNumberOfMessagesNotVisible")
        .add("ApproximateNumberOfMessagesDelayed");
    JsonNode counts = call("GetQueueAttributes", request).path("Attributes");
    return new Counts(
        counts.path("ApproximateNumberOfMessages").asInt(),
        counts.path("ApproximateNumberOfMessagesNotVisible").asInt(),
        counts.path("ApproximateNumberOfMessagesDelayed").asInt());
  }

  ObjectNode request() {
    return JsonNodeFactory.instance.objectNode().put("QueueUrl", url.toString());
  }

  JsonNode call(String operation, ObjectNode request) throws InterruptedException {
    return sqs.call(operation, request);
  }
}
