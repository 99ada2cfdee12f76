// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Fan-outs of every size, in an environment of their own.
 *
 * @param othersRate steady results per second beside them
 * @param undisturbed nanoseconds from due to answered of steady results without a fan-out
 * @param bySize from the smallest
 */
record FanOuts(double othersRate, Histogram undisturbed, List<FanOut> bySize) {
  private static final List<Integer> SUBSCRIBERS = List.of(1, 10, 100, 1000);

  /** Load besides the fan-outs, as a share of what the environment can do. */
  private static final double OTHERS_SHARE = 0.25;

  /**
   * Measures.
   *
   * @param ours what an environment like this can do
   */
  static FanOuts measure(Bench bench, Plan plan, Measured ours) throws InterruptedException {
    int concurrency = ours.concurrency();
    double rate = ours.rate().median() * OTHERS_SHARE;
    try (RunningFunction function = RunningFunction.start(bench, Variant.OURS.code(concurrency))) {
      plan.warmUp().run(new ClosedLoop(function.invoker(1), concurrency));
      Histogram undisturbed =
          new OpenLoop(function.invoker(1), concurrency - 1).run(rate, plan.halfLoad());
      List<FanOut> fanOuts = new ArrayList<>();
      for (int subscribers : SUBSCRIBERS) {
        bench.context().progress("results for %,d".formatted(subscribers));
        fanOuts.add(
            FanOut.measure(
                function, bench.stub().pid(), subscribers, rate, concurrency, plan.fanOuts()));
      }
      return new FanOuts(rate, undisturbed, fanOuts);
    }
  }
}
