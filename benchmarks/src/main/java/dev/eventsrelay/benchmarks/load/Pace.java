// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/**
 * When things are due: evenly spaced, whatever becomes of the ones before.
 *
 * @param start of the first, as of {@link System#nanoTime}
 * @param rate per second
 */
public record Pace(long start, double rate) {
  public Pace {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate is %s and must be positive".formatted(rate));
    }
  }

  /** When the n-th is due, from 0. */
  public long due(long n) {
    return start + Math.round(n * 1e9 / rate);
  }

  /** Returns when the n-th is due, at once if that is over; says when it was due. */
  public long await(long n) throws InterruptedException {
    long due = due(n);
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return due;
  }
}
