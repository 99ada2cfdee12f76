// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.it.Delivery;
import java.time.Duration;

/**
 * What the clients of a run do.
 *
 * @param seed of everything that is left to chance
 * @param results how many are published
 * @param perSecond at which steady rate
 * @param executionShare of the results that belong to executions, the rest to compiles
 * @param patience how long an execution waits for its result
 */
record Load(long seed, int results, int perSecond, double executionShare, Duration patience) {
  /** The share of executions in the runs here. */
  static final double EXECUTIONS = 0.3;

  /**
   * How long an execution waits: as long as a result may take that needs no second attempt, and
   * with a queue, one that does.
   */
  static Duration patience(Delivery delivery) {
    return switch (delivery) {
      case DIRECT -> Duration.ofSeconds(15);
      case QUEUED -> Duration.ofSeconds(60);
    };
  }
}
