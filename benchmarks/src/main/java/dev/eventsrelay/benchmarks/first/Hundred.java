// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.OpenLoop;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A hundred results in a row.
 *
 * @param cpuMicros of the environment's process, per result
 * @param times nanoseconds from due to answered
 */
public record Hundred(double cpuMicros, Histogram times) {
  /** How many results that is. */
  public static final int SIZE = 100;

  /** Sends that many hundreds of results, one subscriber each, at that rate. */
  public static List<Hundred> run(
      RunningFunction function, int concurrency, double rate, int hundreds)
      throws InterruptedException {
    OpenLoop loop = new OpenLoop(function.invoker(1), concurrency);
    Duration duration = Duration.ofNanos(Math.round(SIZE * 1e9 / rate));
    List<Hundred> all = new ArrayList<>();
    for (int i = 0; i < hundreds; i++) {
      Duration before = ProcessUsage.cpuOf(function.pid());
      Histogram times = loop.run(rate, duration);
      Duration cpu = ProcessUsage.cpuOf(function.pid()).minus(before);
      all.add(new Hundred(cpu.toNanos() / 1e3 / SIZE, times));
    }
    return all;
  }

  /** CPU per result over some of them. */
  public static double cpuMicros(List<Hundred> hundreds) {
    return hundreds.stream().mapToDouble(Hundred::cpuMicros).average().orElse(Double.NaN);
  }

  /** Milliseconds within which such a share of their results was answered. */
  public static double millis(List<Hundred> hundreds, double percentile) {
    Histogram all = new Histogram(3);
    hundreds.forEach(hundred -> all.add(hundred.times()));
    return all.getValueAtPercentile(percentile) / 1e6;
  }
}
