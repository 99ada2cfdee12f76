// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.time.Duration;
import java.util.List;

/**
 * The beginning of one environment's life.
 *
 * @param variant how it started
 * @param load what it got
 * @param readyAfter the start of its process until it asked for work, rehearsal included
 * @param startCpu of its process until then
 * @param hundreds in their order
 */
record Beginning(
    Variant variant,
    Plan.Load load,
    Duration readyAfter,
    Duration startCpu,
    List<Hundred> hundreds) {
  static Beginning measure(Bench bench, Variant variant, Plan.Load load)
      throws InterruptedException {
    try (RunningFunction function =
        RunningFunction.start(bench, variant.code(bench.context().size()))) {
      Duration startCpu = ProcessUsage.cpuOf(function.pid());
      return new Beginning(
          variant,
          load,
          function.readyAfter(),
          startCpu,
          Hundred.run(function, Variant.CONCURRENCY, load.rate(), load.hundreds()));
    }
  }

  List<Hundred> first(int count) {
    return hundreds.subList(0, Math.min(count, hundreds.size()));
  }
}
