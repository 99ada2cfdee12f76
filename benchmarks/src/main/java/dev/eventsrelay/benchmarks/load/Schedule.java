// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

/**
 * When requests are due: evenly spaced, whatever becomes of the ones before.
 *
 * @param start of the first, as of {@link System#nanoTime}
 * @param rate requests per second
 */
record Schedule(long start, double rate) {
  Schedule {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate is %s and must be positive".formatted(rate));
    }
  }

  /** When the n-th is due, from 0. */
  long due(long n) {
    return start + Math.round(n * 1e9 / rate);
  }
}
