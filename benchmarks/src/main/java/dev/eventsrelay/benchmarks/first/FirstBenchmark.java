// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the first results of an environment cost, and how long they take. */
public final class FirstBenchmark implements Benchmark {
  @Override
  public String name() {
    return "first";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(8);
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    Plan plan = Plan.of(context.size());
    List<Beginning> beginnings = new ArrayList<>();
    Map<Plan.Load, List<Hundred>> warm = new LinkedHashMap<>();
    try (Bench bench = Bench.start(context)) {
      // First: beside a fresh environment nothing else may be cold.
      try (RunningFunction function =
          RunningFunction.start(bench, Variant.BOTH_REHEARSED.code(context.size()))) {
        new ClosedLoop(function.invoker(1), Variant.CONCURRENCY).run(plan.warmUp());
        for (Plan.Load load : plan.loads()) {
          warm.put(
              load, Hundred.run(function, Variant.CONCURRENCY, load.rate(), plan.warmHundreds()));
        }
      }
      for (Plan.Load load : plan.loads()) {
        for (Variant variant : Variant.values()) {
          beginnings.add(Beginning.measure(bench, variant, load));
          context.progress("%,.0f/s, %s".formatted(load.rate(), variant.title()));
        }
      }
    }
    return new FirstReport(beginnings, warm).section();
  }
}
