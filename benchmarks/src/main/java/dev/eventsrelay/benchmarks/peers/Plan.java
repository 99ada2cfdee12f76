// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.peers;

import dev.eventsrelay.benchmarks.Size;
import dev.eventsrelay.benchmarks.load.WarmUp;
import java.time.Duration;

/**
 * How much is measured.
 *
 * @param hundreds of results from the start of each environment
 * @param rate of those, per second
 * @param warmUp before the rounds
 * @param rounds in turn
 * @param round one measurement at saturation
 */
record Plan(int hundreds, double rate, WarmUp warmUp, int rounds, Duration round) {
  static Plan of(Size size) {
    Plan usual =
        new Plan(
            100,
            100,
            new WarmUp(Duration.ofSeconds(3), 3, Duration.ofSeconds(15), Duration.ofSeconds(45)),
            5,
            Duration.ofSeconds(4));
    return size.choose(
        new Plan(
            1,
            100,
            new WarmUp(Duration.ofMillis(300), 2, Duration.ZERO, Duration.ofSeconds(1)),
            1,
            Duration.ofMillis(500)),
        usual,
        usual);
  }
}
