// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.time.Duration;

/**
 * The pause before an environment is replaced: none if it had worked, and a growing one while new
 * environments fail at their start. Not thread-safe.
 */
final class RestartDelay {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Duration next = FIRST;

  Duration after(boolean hadWorked) {
    if (hadWorked) {
      next = FIRST;
      return Duration.ZERO;
    }
    Duration delay = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return delay;
  }
}
