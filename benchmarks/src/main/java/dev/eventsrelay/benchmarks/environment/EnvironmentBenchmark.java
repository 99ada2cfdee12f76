// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import dev.eventsrelay.benchmarks.report.Section;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What one execution environment can do, and what its code adds to what it cannot do without. */
public final class EnvironmentBenchmark implements Benchmark {
  private static final List<Integer> SUBSCRIBERS = List.of(1, 10, 100, 1000);

  /** Load besides the fan-outs, as a share of what the environment can do. */
  private static final double OTHERS_SHARE = 0.25;

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    return measure(context, Plan.of(context.size()));
  }

  static Section measure(Context context, Plan plan) throws InterruptedException {
    List<Measured> measured = new ArrayList<>();
    try (Bench bench = Bench.start(context)) {
      for (int concurrency : plan.concurrencies()) {
        try (Comparison comparison = Comparison.start(bench, plan, concurrency)) {
          measured.addAll(comparison.run());
          if (concurrency == plan.concurrencies().getLast()) {
            return new EnvironmentReport(context, measured, fanOuts(plan, comparison, measured))
                .section();
          }
        }
      }
    }
    throw new IllegalStateException("the plan has no concurrency");
  }

  private static FanOuts fanOuts(Plan plan, Comparison comparison, List<Measured> measured)
      throws InterruptedException {
    Measured last = measured.getLast();
    RunningFunction function = comparison.function(Variant.OURS);
    double rate = last.rate().median() * OTHERS_SHARE;
    Histogram undisturbed =
        new OpenLoop(function.invoker(1), last.concurrency() - 1).run(rate, plan.halfLoad());
    List<FanOut> fanOuts = new ArrayList<>();
    for (int subscribers : SUBSCRIBERS) {
      fanOuts.add(FanOut.measure(function, subscribers, rate, last.concurrency(), plan.fanOuts()));
    }
    return new FanOuts(rate, undisturbed, fanOuts);
  }
}
