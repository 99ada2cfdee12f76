// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
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
 * @param failures invocations that went wrong
 * @param failure what was wrong with the first invocation that went wrong, if one did
 */
public record Heat(
    long runs,
    Duration took,
    double firstMicros,
    double lastMicros,
    boolean hot,
    long failures,
    Optional<String> failure) {
  public Heat {
    requireNonNull(took, "took is null");
    requireNonNull(failure, "failure is null");
  }

  /** What came of this rehearsal and another after it. */
  public Heat then(Heat next) {
    return new Heat(
        runs + next.runs,
        took.plus(next.took),
        firstMicros,
        next.lastMicros,
        next.hot,
        failures + next.failures,
        failure.or(next::failure));
  }

  /** What is left of a time limit. */
  public Duration leftOf(Duration limit) {
    Duration left = limit.minus(took);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether so many invocations failed that the others rehearsed something else. */
  public boolean isSpoilt() {
    return failures > runs / 100;
  }

  /** As members of a line of the log. */
  public Map<String, Object> members() {
    Map<String, Object> members =
        new HashMap<>(
            Map.of(
                "runs",
                runs,
                "millis",
                took.toMillis(),
                "firstMicros",
                Math.round(firstMicros),
                "lastMicros",
                Math.round(lastMicros),
                "hot",
                hot,
                "failures",
                failures));
    failure.ifPresent(first -> members.put("failure", first));
    return members;
  }
}
