// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scenario used.
 *
 * @param scenario what clients did
 * @param steps what each of its steps used, in order
 */
record Entry(Scenario scenario, List<Tally> steps) {
  Entry {
    requireNonNull(scenario, "scenario is null");
    steps = List.copyOf(steps);
  }

  /** Plays a scenario. */
  static Entry of(Scenario scenario, Compile compile) {
    List<Tally> steps = new ArrayList<>();
    scenario.steps().forEach(step -> steps.add(step.take(compile)));
    return new Entry(scenario, steps);
  }

  Tally total() {
    return steps.stream().reduce(Tally.NOTHING, Tally::plus);
  }
}
