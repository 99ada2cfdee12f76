// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import dev.eventsrelay.benchmarks.metered.Cost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what trials cost. Not thread-safe. */
final class Samples {
  private final Map<Operation, List<Cost>> costs = new EnumMap<>(Operation.class);

  void add(Map<Operation, Cost> trial) {
    trial.forEach(
        (operation, cost) -> costs.computeIfAbsent(operation, _ -> new ArrayList<>()).add(cost));
  }

  /** The point that the trials so far make. */
  Point at(long size) {
    Map<Operation, Sample> samples = new EnumMap<>(Operation.class);
    costs.forEach((operation, all) -> samples.put(operation, Sample.of(all)));
    return new Point(size, samples);
  }
}
