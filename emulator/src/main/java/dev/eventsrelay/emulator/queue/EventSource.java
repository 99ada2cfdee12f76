// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How an event source mapping reads a queue.
 *
 * @param name of the mapping, for messages
 * @param queueArn the {@code eventSourceARN} of the events
 * @param queueUrl where messages are
 * @param visibility how long a received message stays hidden
 * @param batchSize most messages of one event
 * @param window how long a batch waits for more messages after its first
 * @param partialResponses whether the function reports single failures ({@code
 *     ReportBatchItemFailures})
 * @param polling how many batches are under way at once
 */
public record EventSource(
    String name,
    String queueArn,
    URI queueUrl,
    Duration visibility,
    int batchSize,
    Duration window,
    boolean partialResponses,
    Polling polling) {
  public EventSource {
    requireNonNull(name, "name is null");
    requireNonNull(queueArn, "queueArn is null");
    requireNonNull(queueUrl, "queueUrl is null");
    requireNonNull(visibility, "visibility is null");
    requireNonNull(window, "window is null");
    requireNonNull(polling, "polling is null");
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize is %d.".formatted(batchSize));
    }
  }

  /** The queue's name. */
  String queueName() {
    return queueArn.substring(queueArn.lastIndexOf(':') + 1);
  }

  /** The region in the queue's ARN. */
  String region() {
    return queueArn.split(":", -1)[3];
  }
}
