// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;

/**
 * An event source mapping from a queue to a function.
 *
 * @param logicalId in the template; for an event of a SAM function, what SAM generates
 * @param queueId logical id of the queue
 * @param functionId logical id of the function
 * @param enabled whether it reads the queue
 * @param batchSize most messages of one event
 * @param window how long a batch waits for more messages
 * @param partialResponses whether the function reports single failures
 * @param scaling how many batches are under way at once
 */
public record EventSourceDefinition(
    String logicalId,
    String queueId,
    String functionId,
    boolean enabled,
    int batchSize,
    Duration window,
    boolean partialResponses,
    Scaling scaling) {

  /** How many batches are under way at once. */
  public sealed interface Scaling {
    /** Pollers on demand, with at most that many batches. */
    record OnDemand(int maximumConcurrency) implements Scaling {}

    /** Pollers that are always there, and more under load. */
    record Provisioned(int minimumPollers, int maximumPollers) implements Scaling {}
  }
}
