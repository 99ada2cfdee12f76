// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/**
 * Creates a template's queues in ElasticMQ or another SQS that checks no signature. Thread-safe.
 *
 * @param sqs where to create queues; closed by the caller
 */
public record Queues(SqsApi sqs) {
  /**
   * Creates a queue. One that exists with the same attributes is used unchanged.
   *
   * @param attributes as {@code CreateQueue} takes them
   * @return its URL, with the endpoint's own host and port
   * @throws SqsException if SQS refuses it or does not answer
   */
  public URI create(String name, Map<String, String> attributes) throws InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueName", name);
    if (!attributes.isEmpty()) {
      ObjectNode given = request.putObject("Attributes");
      attributes.forEach(given::put);
    }
    String url = sqs.call("CreateQueue", request).path("QueueUrl").asText();
    // Another SQS may name a host that nobody can resolve.
    return sqs.endpoint().resolve(URI.create(url).getRawPath());
  }
}
