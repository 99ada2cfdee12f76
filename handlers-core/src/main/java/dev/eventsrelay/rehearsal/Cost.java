// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * What an invocation costs this process, window by window: its CPU, the compilers' included. Not
 * thread-safe.
 */
final class Cost {
  /**
   * A window in which the compilers were busy for less than that share of the CPU used has nothing
   * to gain from another. Measured: see {@code benchmarks/README.md}.
   */
  private static final double COMPILING = 0.05;

  /** And the windows before it must have been about as cheap. */
  private static final double ABOUT = 1.05;

  private static final int STEADY_WINDOWS = 3;

  private final LongFunction<Reading> meter;
  private final List<Reading> readings = new ArrayList<>();

  /**
   * Where this process stands.
   *
   * @param runs invocations since the start
   * @param cpuNanos CPU of all its threads
   * @param compilingMillis time of its compilers
   */
  record Reading(long runs, long cpuNanos, long compilingMillis) {
    double microsSince(Reading before) {
      return (cpuNanos - before.cpuNanos) / 1e3 / Math.max(1, runs - before.runs);
    }

    double compilingSince(Reading before) {
      return (compilingMillis - before.compilingMillis)
          * 1e6
          / Math.max(1, cpuNanos - before.cpuNanos);
    }
  }

  /**
   * A cost from now on.
   *
   * @param meter reads, given the invocations since the start
   */
  Cost(LongFunction<Reading> meter) {
    this.meter = requireNonNull(meter, "meter is null");
    window(0);
  }

  /** The cost in this process, from now on. */
  static Cost ofThisProcess() {
    OperatingSystemMXBean process =
        requireNonNull(
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class), "no CPU time");
    CompilationMXBean compilers =
        requireNonNull(ManagementFactory.getCompilationMXBean(), "no compiler");
    return new Cost(
        runs ->
            new Reading(runs, process.getProcessCpuTime(), compilers.getTotalCompilationTime()));
  }

  /** A window ends, after that many invocations since the start. */
  void window(long runs) {
    readings.add(meter.apply(runs));
  }

  /** Whether the last windows cost the same, and the compilers have little left to do. */
  boolean isSteady() {
    int last = readings.size() - 1;
    if (last <= STEADY_WINDOWS
        || readings.get(last).compilingSince(readings.get(last - 1)) > COMPILING) {
      return false;
    }
    return IntStream.range(last - STEADY_WINDOWS, last)
        .allMatch(window -> micros(window) <= ABOUT * micros(last));
  }

  /** What an invocation cost in a window, from 1. */
  private double micros(int window) {
    return readings.get(window).microsSince(readings.get(window - 1));
  }

  double first() {
    return readings.size() == 1 ? 0 : micros(1);
  }

  double last() {
    return readings.size() == 1 ? 0 : micros(readings.size() - 1);
  }
}
