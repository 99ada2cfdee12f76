// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.util.ArrayList;
import java.util.List;

/** Rates, each higher than the one before, until one does not hold. */
final class Ladder {
  private Ladder() {}

  /** Holds a rate for a while. */
  @FunctionalInterface
  interface Load {
    Step at(double rate) throws InterruptedException;
  }

  /**
   * Every step that was measured; only the last one may not hold.
   *
   * @throws BenchmarkException if even the lowest rate loses messages
   */
  static List<Step> climb(List<Integer> rates, Load load) throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (int rate : rates) {
      Step step = load.at(rate);
      steps.add(step);
      if (steps.size() == 1 && step.received() < step.sent()) {
        throw new BenchmarkException(
            "%d of %d messages were lost at %d a second."
                .formatted(step.sent() - step.received(), step.sent(), rate),
            null);
      }
      if (!step.holds()) {
        break;
      }
    }
    return steps;
  }

  /** The highest rate that held; 0 if none did. */
  static double highest(List<Step> steps) {
    return steps.stream().filter(Step::holds).mapToDouble(Step::achieved).max().orElse(0);
  }
}
