// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the properties of an {@code AWS::SQS::Queue} that decide how it behaves. */
final class QueueReader {
  private static final List<String> BEHAVIOUR =
      List.of(
          "ContentBasedDeduplication",
          "DeduplicationScope",
          "DelaySeconds",
          "FifoQueue",
          "FifoThroughputLimit",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "VisibilityTimeout");
  private static final int DEFAULT_VISIBILITY_SECONDS = 30;
  private static final int MAX_VISIBILITY_SECONDS = 43_200;

  private final Stack stack;

  QueueReader(Stack stack) {
    this.stack = stack;
  }

  QueueDefinition read(Resource queue) {
    ResourceProperties properties = stack.properties(queue);
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : BEHAVIOUR) {
      properties.text(name).ifPresent(value -> attributes.put(name, value));
    }
    Optional<ResourceProperties> redrive = properties.map("RedrivePolicy");
    redrive.ifPresent(policy -> attributes.put("RedrivePolicy", redrivePolicy(policy)));
    String name = stack.attribute(queue.logicalId(), "QueueName", properties.where()).asText();
    requireFifoName(properties, name);
    return new QueueDefinition(
        queue.logicalId(),
        name,
        stack.attribute(queue.logicalId(), "Arn", properties.where()).asText(),
        attributes,
        visibility(properties),
        redrive.map(policy -> policy.requiredText("deadLetterTargetArn")));
  }

  private static String redrivePolicy(ResourceProperties policy) {
    int receives =
        policy
            .integer("maxReceiveCount")
            .orElseThrow(() -> new TemplateException(policy.where() + " has no maxReceiveCount."));
    JsonNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("deadLetterTargetArn", policy.requiredText("deadLetterTargetArn"))
            .put("maxReceiveCount", receives);
    return json.toString();
  }

  private static Duration visibility(ResourceProperties properties) {
    int seconds = properties.integer("VisibilityTimeout").orElse(DEFAULT_VISIBILITY_SECONDS);
    if (seconds < 0 || seconds > MAX_VISIBILITY_SECONDS) {
      throw new TemplateException(
          "%s.VisibilityTimeout must be from 0 to %d, but is %d."
              .formatted(properties.where(), MAX_VISIBILITY_SECONDS, seconds));
    }
    return Duration.ofSeconds(seconds);
  }

  private static void requireFifoName(ResourceProperties properties, String name) {
    if (properties.isTrue("FifoQueue") != name.endsWith(".fifo")) {
      throw new TemplateException(
          "%s: the name %s and FifoQueue do not fit: exactly the names of FIFO queues end in .fifo."
              .formatted(properties.where(), name));
    }
  }
}
