// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a rehearsal.
 *
 * @param runs invocations, failed ones included
 * @param took from the first to the last
 * @param firstMicros CPU of the process per invocation in the first second, compilers included
 * @param lastMicros the same in the last second
 * @param hot whether it ended because the cost no longer fell, and not by its time limit
 * @param failure what was wrong with the first invocation that went wrong, if one did
 */
public record Heat(
    long runs,
    Duration took,
    double firstMicros,
    double lastMicros,
    boolean hot,
    Optional<String> failure) {
  public Heat {
    requireNonNull(took, "took is null");
    requireNonNull(failure, "failure is null");
  }

  /** As members of a line of the log. */
  public Map<String, Object> members() {
    return Map.of(
        "runs", runs,
        "millis", took.toMillis(),
        "firstMicros", Math.round(firstMicros),
        "lastMicros", Math.round(lastMicros),
        "hot", hot);
  }
}
