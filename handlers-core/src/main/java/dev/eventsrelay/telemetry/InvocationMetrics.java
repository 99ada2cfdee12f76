// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the numbers of one invocation, in the order in which they are first told, until it ends.
 * Thread-safe.
 */
final class InvocationMetrics implements Metrics {
  private final Map<Counter, Long> counts = new LinkedHashMap<>();
  private final Map<Timer, List<Double>> times = new LinkedHashMap<>();
  private final Map<Failure, Long> failures = new LinkedHashMap<>();
  private boolean ended;

  /**
   * All that an invocation told.
   *
   * @param times in milliseconds
   */
  record Numbers(
      Map<Counter, Long> counts, Map<Timer, List<Double>> times, Map<Failure, Long> failures) {}

  @Override
  public synchronized void count(Counter counter, long times) {
    if (!ended) {
      counts.merge(counter, times, Long::sum);
    }
  }

  @Override
  public synchronized void took(Timer timer, Duration time) {
    if (!ended) {
      times.computeIfAbsent(timer, _ -> new ArrayList<>(1)).add(millis(time));
    }
  }

  @Override
  public synchronized void failed(Failure failure) {
    if (!ended) {
      failures.merge(failure, 1L, Long::sum);
    }
  }

  /** Ends the invocation: its numbers, which do not change any more. */
  synchronized Numbers end() {
    ended = true;
    return new Numbers(counts, times, failures);
  }

  /** To the microsecond: what is below is noise, and would be paid for by the byte. */
  private static double millis(Duration time) {
    return Math.max(0, time.toNanos() / 1_000) / 1_000.0;
  }
}
