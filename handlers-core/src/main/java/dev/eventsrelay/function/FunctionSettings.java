// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Time limits and bounds of one execution environment.
 *
 * @param storeTimeout for a call of the store that its sender repeats, and for the first attempt of
 *     any other
 * @param postTimeout for one attempt to post
 * @param maxEvents that are worked on at the same time
 * @param maxEventsPerConnection of which that many may be of one connection
 * @param maxAfterAnswers pieces of work that may run after answers; 0 where the environment is
 *     frozen with its answer
 * @param maxQueueAge how long a message may have waited in a queue
 */
public record FunctionSettings(
    Duration storeTimeout,
    Duration postTimeout,
    int maxEvents,
    int maxEventsPerConnection,
    int maxAfterAnswers,
    Duration maxQueueAge) {
  /**
   * Lambda hands out no more invocations than there are slots, but an answer at the last moment
   * does not end the work it gave up on.
   */
  private static final int EVENTS_PER_SLOT = 2;

  public FunctionSettings {
    requireNonNull(storeTimeout, "storeTimeout is null");
    requireNonNull(postTimeout, "postTimeout is null");
    requireNonNull(maxQueueAge, "maxQueueAge is null");
  }

  static FunctionSettings of(Configuration configuration) {
    int slots = configuration.maxConcurrency();
    return new FunctionSettings(
        configuration.storeTimeout(),
        configuration.postTimeout(),
        EVENTS_PER_SLOT * slots,
        configuration.maxEventsPerConnection(),
        configuration.isManaged() ? EVENTS_PER_SLOT * slots : 0,
        configuration.maxQueueAge());
  }
}
