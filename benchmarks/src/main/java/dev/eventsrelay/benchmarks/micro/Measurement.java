// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH found out about one benchmark method and one frame.
 *
 * <p>Each operation is timed, and the median counts: an operation during which another process had
 * the core is one of many then, while it would spoil an average.
 *
 * @param benchmark the class of the method
 * @param method its name
 * @param frame which frame
 * @param nanoseconds for one operation: of the medians of all JVMs the median
 * @param spread half of the distance between the JVMs' lowest and highest median, in nanoseconds;
 *     NaN for one JVM
 * @param bytes allocated for one operation
 */
record Measurement(
    Class<?> benchmark,
    String method,
    SampleFrame frame,
    double nanoseconds,
    double spread,
    double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  Measurement {
    requireNonNull(benchmark, "benchmark is null");
    requireNonNull(method, "method is null");
    requireNonNull(frame, "frame is null");
  }

  /** Reads one result of a run with the profiler for garbage collection. */
  static Measurement of(Class<?> benchmark, RunResult run) {
    Result<?> allocated =
        requireNonNull(run.getSecondaryResults().get(ALLOCATED), "JMH has no " + ALLOCATED);
    double[] medians = medians(run.getBenchmarkResults());
    return new Measurement(
        benchmark,
        run.getPrimaryResult().getLabel(),
        SampleFrame.valueOf(run.getParams().getParam("frame")),
        middle(medians),
        medians.length == 1 ? Double.NaN : (medians[medians.length - 1] - medians[0]) / 2,
        allocated.getScore());
  }

  /** The median of each JVM, in rising order. */
  private static double[] medians(Collection<BenchmarkResult> ofEachJvm) {
    return ofEachJvm.stream()
        .mapToDouble(jvm -> jvm.getPrimaryResult().getStatistics().getPercentile(50))
        .sorted()
        .toArray();
  }

  private static double middle(double[] rising) {
    return (rising[(rising.length - 1) / 2] + rising[rising.length / 2]) / 2;
  }
}
