// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.time.Duration;

/**
 * One start of the function.
 *
 * @param readyMillis from the start of the process to the first request for work: class loading,
 *     the handler's constructor and its warm-up
 * @param responseMillis from the start of the process to the answer to the first invocation, which
 *     is sent at once when the process is ready
 * @param cpuMillis CPU until then
 * @param rssMiB memory then
 */
record OneStart(double readyMillis, double responseMillis, double cpuMillis, double rssMiB) {
  static OneStart measure(Bench bench, Code code) throws InterruptedException {
    try (RunningFunction function = RunningFunction.start(bench, code)) {
      long ready = System.nanoTime();
      function.invoker(1).invoke().join();
      Duration first = Duration.ofNanos(System.nanoTime() - ready);
      ProcessUsage usage = ProcessUsage.of(function.pid());
      return new OneStart(
          millis(function.readyAfter()),
          millis(function.readyAfter().plus(first)),
          millis(usage.cpu()),
          usage.rssMiB());
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
