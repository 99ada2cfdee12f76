// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How much JMH does for each method and frame.
 *
 * @param forks JVMs one after the other
 * @param iterations measured in each of them, after as many to warm up
 * @param iteration how long each takes
 */
record JmhRun(int forks, int iterations, TimeValue iteration) {
  JmhRun {
    requireNonNull(iteration, "iteration is null");
  }

  /** Two minutes for everything. */
  static final JmhRun USUAL = new JmhRun(3, 3, TimeValue.milliseconds(500));

  /** A quarter of an hour for everything, with more JVMs to compare. */
  static final JmhRun FULL = new JmhRun(7, 6, TimeValue.milliseconds(800));

  /** The same path in seconds; its figures mean nothing. */
  static final JmhRun SMOKE = new JmhRun(1, 1, TimeValue.milliseconds(50));

  /** Runs all methods of those classes, each with every frame, in JVMs of their own. */
  List<Measurement> of(List<Class<?>> benchmarks) throws RunnerException {
    List<Measurement> found = new ArrayList<>();
    for (Class<?> benchmark : benchmarks) {
      OptionsBuilder options = new OptionsBuilder();
      options
          .include(Pattern.quote(benchmark.getName() + "."))
          .forks(forks)
          .warmupIterations(iterations)
          .warmupTime(iteration)
          .measurementIterations(iterations)
          .measurementTime(iteration)
          .addProfiler(GCProfiler.class)
          .shouldFailOnError(true)
          .verbosity(VerboseMode.SILENT)
          // A heap of its own, and no warning for each JVM about how JMH reads its fields.
          .jvmArgs("-Xms512m", "-Xmx512m", "--sun-misc-unsafe-memory-access=allow");
      new Runner(options.build()).run().forEach(run -> found.add(Measurement.of(benchmark, run)));
    }
    return found;
  }
}
