// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.Invoker;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Results with many subscribers, one at a time, while results with one subscriber arrive steadily.
 *
 * @param subscribers of the results whose times are asked for
 * @param alone nanoseconds from invocation to answer, with nothing else to do
 * @param cpuMillis of the environment and the stub together for one of those alone
 * @param amongOthers the same, among the steady results
 * @param others nanoseconds from due to answered of the steady results meanwhile
 */
record FanOut(
    int subscribers, Histogram alone, double cpuMillis, Histogram amongOthers, Histogram others) {
  /** From the start of one fan-out to that of the next. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final int DIGITS = 3;

  /**
   * Measures.
   *
   * @param stub the process that answers
   * @param othersRate steady results per second
   * @param atOnce invocations at once, of both kinds
   * @param times how many fan-outs, alone and among others each
   */
  static FanOut measure(
      RunningFunction function,
      long stub,
      int subscribers,
      double othersRate,
      int atOnce,
      int times)
      throws InterruptedException {
    Invoker invoker = function.invoker(subscribers);
    Histogram alone = new Histogram(DIGITS);
    Duration cpu = cpu(function, stub);
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      join(invoker.invoke());
      alone.recordValue(System.nanoTime() - start);
    }
    double cpuMillis = cpu(function, stub).minus(cpu).toNanos() / 1e6 / times;
    Histogram amongOthers = new SynchronizedHistogram(DIGITS);
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> fanOuts =
          timer.scheduleAtFixedRate(
              () -> {
                long start = System.nanoTime();
                join(invoker.invoke());
                amongOthers.recordValue(System.nanoTime() - start);
              },
              0,
              PAUSE.toNanos(),
              NANOSECONDS);
      // One place of the environment is the fan-outs' own.
      Histogram others =
          new OpenLoop(function.invoker(1), atOnce - 1).run(othersRate, PAUSE.multipliedBy(times));
      fanOuts.cancel(false);
      return new FanOut(subscribers, alone, cpuMillis, amongOthers, others);
    }
  }

  private static Duration cpu(RunningFunction function, long stub) {
    return ProcessUsage.cpuOf(function.pid()).plus(ProcessUsage.cpuOf(stub));
  }

  private static void join(CompletableFuture<Void> answer) throws CompletionException {
    answer.join();
  }

  double aloneMillis() {
    return alone.getValueAtPercentile(50) / 1e6;
  }

  double amongOthersMillis() {
    return amongOthers.getValueAtPercentile(50) / 1e6;
  }

  double othersMillis(double percentile) {
    return others.getValueAtPercentile(percentile) / 1e6;
  }
}
