// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.Consumption;
import dev.eventsrelay.benchmarks.metered.Cost;
import java.util.Comparator;
import java.util.List;

/**
 * What an operation cost when it was repeated.
 *
 * @param table what it took from DynamoDB, which is the same each time
 * @param millis how long it took, the median
 */
record Sample(Consumption table, double millis) {
  Sample {
    requireNonNull(table, "table is null");
  }

  /**
   * The sample of those costs.
   *
   * @throws IllegalStateException if they differ in more than time: then something else was at work
   */
  static Sample of(List<Cost> costs) {
    List<Consumption> tables = costs.stream().map(Cost::table).distinct().toList();
    if (tables.size() != 1) {
      throw new IllegalStateException("The same operation cost %s.".formatted(tables));
    }
    List<Cost> sorted = costs.stream().sorted(Comparator.comparing(Cost::time)).toList();
    return new Sample(tables.getFirst(), sorted.get(sorted.size() / 2).time().toNanos() / 1e6);
  }

  /** Write and read units together. */
  double units() {
    return table.writeUnits() + table.readUnits();
  }
}
