// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import dev.eventsrelay.benchmarks.load.Spread;
import dev.eventsrelay.benchmarks.process.Heap;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A variant at one concurrency while it is being measured. Not thread-safe. */
final class Candidate implements AutoCloseable {
  private static final double KIB_PER_MIB = 1024;
  private static final int DIGITS = 3;

  private final Bench bench;
  private final Plan plan;
  private final Variant variant;
  private final int concurrency;
  private final RunningFunction function;
  private final Heap heap;
  private final List<Round> rounds = new ArrayList<>();
  private final Histogram times = new Histogram(DIGITS);
  private double warmLiveMiB;
  private double warmRssMiB;

  private Candidate(
      Bench bench,
      Plan plan,
      Variant variant,
      int concurrency,
      RunningFunction function,
      Heap heap) {
    this.bench = bench;
    this.plan = plan;
    this.variant = variant;
    this.concurrency = concurrency;
    this.function = function;
    this.heap = heap;
  }

  static Candidate start(Bench bench, Plan plan, Variant variant, int concurrency)
      throws InterruptedException {
    Code code = variant.code(concurrency);
    Path log = bench.scratch().resolve(code.name() + ".log");
    RunningFunction function = RunningFunction.start(bench, code.withOption(Heap.option(log)));
    return new Candidate(
        bench, plan, variant, concurrency, function, new Heap(function.pid(), log));
  }

  Variant variant() {
    return variant;
  }

  int concurrency() {
    return concurrency;
  }

  Heap heap() {
    return heap;
  }

  RunningFunction function() {
    return function;
  }

  void warmUp() throws InterruptedException {
    double rate = plan.warmUp().run(new ClosedLoop(function.invoker(1), concurrency));
    bench
        .context()
        .progress("%s at %d: warm at %,.0f a second".formatted(variant.title(), concurrency, rate));
    warmLiveMiB = heap.liveKiB() / KIB_PER_MIB;
    warmRssMiB = ProcessUsage.of(function.pid()).rssMiB();
  }

  void saturate() throws InterruptedException {
    rounds.add(Round.measure(bench, this, plan.round()));
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
    double endLiveMiB = heap.liveKiB() / KIB_PER_MIB;
    return new Measured(
        variant,
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
