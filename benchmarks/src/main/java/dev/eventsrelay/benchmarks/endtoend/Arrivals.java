// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * When messages were due, and how long after that they arrived; a repeat counts once. Thread-safe.
 */
final class Arrivals {
  private static final int DIGITS = 3;

  private final Map<Long, Long> due = new ConcurrentHashMap<>();
  private final Histogram times = new SynchronizedHistogram(DIGITS);
  private final AtomicLong last = new AtomicLong();

  /** Expects a message. */
  void expect(long id, long dueNanos) {
    due.put(id, dueNanos);
  }

  /** Notes the arrival; false if it was not expected, or not any more. */
  boolean arrived(long id) {
    Long since = due.remove(id);
    if (since == null) {
      return false;
    }
    long now = System.nanoTime();
    times.recordValue(Math.max(0, now - since));
    last.set(now);
    return true;
  }

  /** Waits until everything has arrived, for that long at the most. */
  void await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!allHaveArrived() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  /** Whether nothing that was expected is missing. */
  boolean allHaveArrived() {
    return due.isEmpty();
  }

  Histogram times() {
    return times;
  }

  /** When the last one arrived. */
  long lastNanos() {
    return last.get();
  }
}
