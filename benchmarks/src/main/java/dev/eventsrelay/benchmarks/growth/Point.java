// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import dev.eventsrelay.benchmarks.metered.Cost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What every operation costs where something has grown to a size.
 *
 * @param size of what grows
 * @param samples by operation
 */
record Point(long size, Map<Operation, Sample> samples) {
  Point {
    samples = Map.copyOf(samples);
  }

  /** Something that can be done again and again. */
  @FunctionalInterface
  interface Trial {
    Map<Operation, Cost> run() throws InterruptedException;
  }

  /** The point that so many trials give. */
  static Point of(long size, int trials, Trial trial) throws InterruptedException {
    Map<Operation, List<Cost>> costs = new EnumMap<>(Operation.class);
    for (int i = 0; i < trials; i++) {
      trial
          .run()
          .forEach(
              (operation, cost) ->
                  costs.computeIfAbsent(operation, _ -> new ArrayList<>()).add(cost));
    }
    Map<Operation, Sample> samples = new EnumMap<>(Operation.class);
    costs.forEach((operation, all) -> samples.put(operation, Sample.of(all)));
    return new Point(size, samples);
  }

  /** The sample of an operation. */
  Sample of(Operation operation) {
    Sample sample = samples.get(operation);
    if (sample == null) {
      throw new IllegalStateException("There is no sample of " + operation);
    }
    return sample;
  }
}
