// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

/**
 * A clock that only moves forward, for measuring how much time passes. What it reads means nothing
 * by itself.
 *
 * <p>The wall clock is no substitute: NTP steps it, and a deadline on it then comes early or never.
 * Thread-safe.
 */
@FunctionalInterface
public interface MonotonicClock {
  /** Nanoseconds since some moment in the past or the future. */
  long nanos();

  /** The clock of this virtual machine. */
  static MonotonicClock system() {
    return System::nanoTime;
  }
}
