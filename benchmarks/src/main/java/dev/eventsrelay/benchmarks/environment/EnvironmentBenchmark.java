// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one execution environment can do, and what its code adds to what it cannot do without. */
public final class EnvironmentBenchmark implements Benchmark {
  /** What is measured, in the order of the tables. */
  static final List<Variant> VARIANTS = List.of(Variant.NO_OP, Variant.BARE, Variant.OURS);

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(16);
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    return measure(context, Plan.of(context.size()));
  }

  static Section measure(Context context, Plan plan) throws InterruptedException {
    try (Bench bench = Bench.start(context)) {
      List<Measured> measured = new ArrayList<>();
      for (int concurrency : plan.concurrencies()) {
        try (Comparison comparison = Comparison.start(bench, plan, VARIANTS, concurrency)) {
          measured.addAll(comparison.run());
        }
      }
      FanOuts fanOuts = FanOuts.measure(bench, plan, measured.getLast());
      return new EnvironmentReport(context, measured, fanOuts).section();
    }
  }
}
