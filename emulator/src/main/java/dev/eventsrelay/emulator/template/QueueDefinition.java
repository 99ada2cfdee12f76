// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An SQS queue.
 *
 * @param logicalId in the template
 * @param name the queue's name; that of a FIFO queue ends in {@code .fifo}
 * @param arn as in events and redrive policies
 * @param attributes as SQS's {@code CreateQueue} takes them
 * @param visibility how long a received message stays hidden
 * @param deadLetters the ARN of its dead-letter queue
 */
public record QueueDefinition(
    String logicalId,
    String name,
    String arn,
    Map<String, String> attributes,
    Duration visibility,
    Optional<String> deadLetters) {
  public QueueDefinition {
    attributes = Map.copyOf(attributes);
  }

  /** Where the queue is below an SQS endpoint. */
  public String path() {
    return "/" + Deployment.ACCOUNT_ID + "/" + name;
  }

  /** Whether it keeps the order of its messages. */
  public boolean isFifo() {
    return name.endsWith(".fifo");
  }
}
