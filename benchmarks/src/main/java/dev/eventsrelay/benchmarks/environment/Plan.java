// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.Size;
import dev.eventsrelay.benchmarks.load.WarmUp;
import java.time.Duration;
import java.util.List;

/**
 * How much of each is measured.
 *
 * @param concurrencies invocations at once
 * @param warmUp before the first measurement of each environment
 * @param rounds how often the variants are measured in turn
 * @param round one measurement at saturation
 * @param halfLoad one measurement at half load
 * @param fanOuts how often a result goes to many
 */
record Plan(
    List<Integer> concurrencies,
    WarmUp warmUp,
    int rounds,
    Duration round,
    Duration halfLoad,
    int fanOuts) {
  private static final WarmUp WARM_UP =
      new WarmUp(Duration.ofSeconds(3), 3, Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** Shows that it works. */
  private static final Plan SMOKE =
      new Plan(
          List.of(8),
          new WarmUp(Duration.ofMillis(300), 2, Duration.ZERO, Duration.ofSeconds(1)),
          1,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          2);

  static Plan of(Size size) {
    Plan usual =
        new Plan(
            List.of(1, 8, 32, 64), WARM_UP, 5, Duration.ofSeconds(4), Duration.ofSeconds(4), 20);
    return size.choose(SMOKE, usual, usual);
  }
}
