// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.load.ClosedLoop.Saturation;
import dev.eventsrelay.benchmarks.process.Heap;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import dev.eventsrelay.benchmarks.stub.StubProcess.Counts;
import java.time.Duration;

/**
 * One measurement of one variant at saturation.
 *
 * @param rate results per second
 * @param cpuMicros of the environment's process, per result
 * @param allocatedKiB in its heap, per result
 * @param pauseShare share of the time in which its collector had stopped it
 * @param benchCpuMicros of this process, Runtime API and load, per result
 * @param stubCpuMicros of the stub, per request that it answered; 0 if there were none
 */
record Round(
    double rate,
    double cpuMicros,
    double allocatedKiB,
    double pauseShare,
    double benchCpuMicros,
    double stubCpuMicros) {

  static Round measure(Bench bench, Candidate candidate, Duration duration)
      throws InterruptedException {
    RunningFunction function = candidate.function();
    long self = ProcessHandle.current().pid();
    ClosedLoop loop = new ClosedLoop(function.invoker(1), candidate.concurrency());
    Heap.State heap = candidate.heap().state();
    Counts counts = bench.stub().counts();
    Duration environmentCpu = ProcessUsage.cpuOf(function.pid());
    Duration benchCpu = ProcessUsage.cpuOf(self);
    Duration stubCpu = ProcessUsage.cpuOf(bench.stub().pid());

    Saturation saturation = loop.run(duration);

    environmentCpu = ProcessUsage.cpuOf(function.pid()).minus(environmentCpu);
    benchCpu = ProcessUsage.cpuOf(self).minus(benchCpu);
    stubCpu = ProcessUsage.cpuOf(bench.stub().pid()).minus(stubCpu);
    Counts asked = bench.stub().counts().since(counts);
    Heap.State after = candidate.heap().state();
    requireAllCalls(candidate.variant(), saturation.answers(), asked);
    double answers = saturation.answers();
    return new Round(
        saturation.rate(),
        environmentCpu.toNanos() / 1e3 / answers,
        after.allocatedSince(heap) / answers,
        (after.pauseMillis() - heap.pauseMillis()) * 1e6 / saturation.time().toNanos(),
        benchCpu.toNanos() / 1e3 / answers,
        asked.all() == 0 ? 0 : stubCpu.toNanos() / 1e3 / asked.all());
  }

  /** A variant that leaves out a call, or retries one, is measured wrongly. */
  private static void requireAllCalls(Variant variant, long answers, Counts asked) {
    Counts expected = new Counts(answers * variant.dynamoDbCalls(), answers * variant.posts());
    if (!asked.equals(expected)) {
      throw new BenchmarkException(
          "%s: %d results should be %s and were %s."
              .formatted(variant.title(), answers, expected, asked),
          null);
    }
  }
}
