// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH found out about one benchmark method and one frame.
 *
 * @param benchmark the class of the method
 * @param method its name
 * @param frame which frame
 * @param nanoseconds for one operation, on average
 * @param error half of the confidence interval of 99.9 %, in nanoseconds; NaN for too few
 *     iterations
 * @param bytes allocated for one operation
 */
record Measurement(
    Class<?> benchmark,
    String method,
    SampleFrame frame,
    double nanoseconds,
    double error,
    double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  Measurement {
    requireNonNull(benchmark, "benchmark is null");
    requireNonNull(method, "method is null");
    requireNonNull(frame, "frame is null");
  }

  /** Reads one result of a run with the profiler for garbage collection. */
  static Measurement of(Class<?> benchmark, RunResult run) {
    Result<?> primary = run.getPrimaryResult();
    Result<?> allocated =
        requireNonNull(run.getSecondaryResults().get(ALLOCATED), "JMH has no " + ALLOCATED);
    return new Measurement(
        benchmark,
        primary.getLabel(),
        SampleFrame.valueOf(run.getParams().getParam("frame")),
        primary.getScore(),
        primary.getScoreError(),
        allocated.getScore());
  }
}
