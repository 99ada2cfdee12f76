// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import dev.eventsrelay.benchmarks.report.Section;
import java.time.Duration;

/** One measurement, run by its name. */
public interface Benchmark {
  /** The name on the command line and of the file that the report leaves. */
  String name();

  /** How long the usual size took on two cores, to say how long to wait. */
  Duration usually();

  /**
   * Measures. Whatever it starts has ended when it returns.
   *
   * @throws BenchmarkException if the run broke: an error, an answer that never came. A figure that
   *     misses its target is no such thing.
   * @throws InterruptedException if the run is to end
   */
  Section run(Context context) throws InterruptedException;
}
