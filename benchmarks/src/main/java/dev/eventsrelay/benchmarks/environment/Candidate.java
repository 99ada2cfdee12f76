// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A variant at one concurrency while it is being measured. Not thread-safe. */
final class Candidate implements AutoCloseable {
  private static final double KIB_PER_MIB = 1024;
  private static final int DIGITS = 3;

  private final Bench bench;
  private final Plan plan;
  private final int concurrency;
  private final RunningFunction function;
  private final List<Round> rounds = new ArrayList<>();
  private final Histogram times = new Histogram(DIGITS);
  private double warmLiveMiB;
  private double warmRssMiB;

  Candidate(Bench bench, Plan plan, int concurrency, RunningFunction function) {
    this.bench = bench;
    this.plan = plan;
    this.concurrency = concurrency;
    this.function = function;
  }

  RunningFunction function() {
    return function;
  }

  void warmUp() throws InterruptedException {
    double rate = plan.warmUp().run(new ClosedLoop(function.invoker(1), concurrency));
    bench
        .context()
        .progress(
            "%s at %d: warm at %,.0f a second"
                .formatted(function.variant().title(), concurrency, rate));
    warmLiveMiB = function.heap().liveKiB() / KIB_PER_MIB;
    warmRssMiB = ProcessUsage.of(function.pid()).rssMiB();
  }

  void saturate() throws InterruptedException {
    rounds.add(Round.measure(bench, function, concurrency, plan.round()));
  }

  void halfLoad() throws InterruptedException {
    OpenLoop loop = new OpenLoop(function.invoker(1), concurrency);
    times.add(loop.run(halfRate(), plan.halfLoad()));
  }

  private double halfRate() {
    return Spread.of(rounds, Round::rate).median() / 2;
  }

  Measured measured() throws InterruptedException {
    ProcessUsage end = ProcessUsage.of(function.pid());
    double endLiveMiB = function.heap().liveKiB() / KIB_PER_MIB;
    return new Measured(
        function.variant(),
        concurrency,
        List.copyOf(rounds),
        halfRate(),
        times,
        new Memory(warmLiveMiB, endLiveMiB, warmRssMiB, end));
  }

  @Override
  public void close() {
    function.close();
  }
}
