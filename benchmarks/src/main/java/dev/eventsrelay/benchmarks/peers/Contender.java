// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.peers;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.first.Hundred;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.load.ClosedLoop;
import dev.eventsrelay.benchmarks.load.ClosedLoop.Saturation;
import dev.eventsrelay.benchmarks.load.Spread;
import dev.eventsrelay.benchmarks.process.ProcessUsage;
import dev.eventsrelay.benchmarks.stub.StubProcess.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the functions while it is being measured. Not thread-safe. */
final class Contender implements AutoCloseable {
  static final int CONCURRENCY = 32;

  /** A relay saves the publisher and asks who is subscribed. */
  private static final int DYNAMODB_CALLS = 2;

  private final Bench bench;
  private final String name;
  private final RunningFunction function;
  private final Duration startCpu;
  private final List<Hundred> first = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  /**
   * A measurement at saturation.
   *
   * @param rate results per second
   * @param cpuMicros of the process, per result
   */
  private record Round(double rate, double cpuMicros) {}

  Contender(Bench bench, String name, RunningFunction function) {
    this.bench = bench;
    this.name = name;
    this.function = function;
    this.startCpu = ProcessUsage.cpuOf(function.pid());
  }

  void begin(Plan plan) throws InterruptedException {
    first.addAll(Hundred.run(function, CONCURRENCY, plan.rate(), plan.hundreds()));
  }

  void warmUp(Plan plan) throws InterruptedException {
    double rate = plan.warmUp().run(new ClosedLoop(function.invoker(1), CONCURRENCY));
    bench.context().progress("%s: warm at %,.0f a second".formatted(name, rate));
  }

  void saturate(Plan plan) throws InterruptedException {
    Counts counts = bench.stub().counts();
    Duration cpu = ProcessUsage.cpuOf(function.pid());
    Saturation saturation = new ClosedLoop(function.invoker(1), CONCURRENCY).run(plan.round());
    cpu = ProcessUsage.cpuOf(function.pid()).minus(cpu);
    long answers = saturation.answers();
    Counts asked = bench.stub().counts().since(counts);
    Counts expected = new Counts(answers * DYNAMODB_CALLS, answers);
    if (!asked.equals(expected)) {
      throw new BenchmarkException(
          "%s: %d results should be %s and were %s.".formatted(name, answers, expected, asked),
          null);
    }
    rounds.add(new Round(saturation.rate(), cpu.toNanos() / 1e3 / answers));
  }

  String name() {
    return name;
  }

  /** Seconds from the start of the process until it asked for work. */
  double readyAfter() {
    return function.readyAfter().toMillis() / 1e3;
  }

  double startCpu() {
    return startCpu.toMillis() / 1e3;
  }

  /** Milliseconds of CPU per result from the first result on. */
  double firstMillis() {
    return Hundred.cpuMicros(first) / 1e3;
  }

  /** The same with the CPU of the start. */
  double lifeMillis() {
    return firstMillis() + startCpu.toMillis() / (double) (first.size() * Hundred.SIZE);
  }

  Spread rate() {
    return Spread.of(rounds, Round::rate);
  }

  Spread cpuMicros() {
    return Spread.of(rounds, Round::cpuMicros);
  }

  /** What one core's second is worth, warm. */
  double perCoreSecond() {
    return 1e6 / cpuMicros().median();
  }

  @Override
  public void close() {
    function.close();
  }
}
