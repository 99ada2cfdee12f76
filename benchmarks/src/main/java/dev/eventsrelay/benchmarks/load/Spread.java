// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure that was measured several times on a machine that is never quite the same.
 *
 * @param median the one in the middle
 * @param lowest of all
 * @param highest of all
 */
public record Spread(double median, double lowest, double highest) {
  /** The spread of a figure over the rounds. */
  public static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("There are no rounds.");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Lowest and highest as text. */
  public String range() {
    return "%,.0f to %,.0f".formatted(lowest, highest);
  }
}
