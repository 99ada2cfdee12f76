// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.load.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * One variant at one concurrency.
 *
 * @param variant what ran
 * @param concurrency invocations at once
 * @param rounds at saturation, in turn with the other variants
 * @param halfLoadRate results per second in the open loop
 * @param times nanoseconds from due to answered at that rate
 * @param memory of the environment
 */
record Measured(
    Variant variant,
    int concurrency,
    List<Round> rounds,
    double halfLoadRate,
    Histogram times,
    Memory memory) {
  Spread rate() {
    return Spread.of(rounds, Round::rate);
  }

  Spread cpuMicros() {
    return Spread.of(rounds, Round::cpuMicros);
  }

  /** The median of a figure at saturation. */
  double median(ToDoubleFunction<Round> figure) {
    return Spread.of(rounds, figure).median();
  }

  /** Milliseconds within which such a share of the results was answered. */
  double millis(double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }
}
