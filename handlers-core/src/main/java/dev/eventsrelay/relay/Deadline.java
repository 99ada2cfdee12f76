// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The moment by which an invocation must have answered. Every blocking call takes one.
 *
 * <p>A function time-out does not stop the code on a managed instance: the caller gets an error and
 * the thread runs on, so nothing but such a deadline ends a call that hangs.
 *
 * @param at when
 * @param clock tells how long that is from now
 */
public record Deadline(Instant at, InstantSource clock) {
  public Deadline {
    requireNonNull(at, "at is null");
    requireNonNull(clock, "clock is null");
  }

  /** The deadline that passes {@code budget} from now. */
  public static Deadline after(Duration budget, InstantSource clock) {
    return new Deadline(clock.instant().plus(budget), clock);
  }

  /** The time that is left; zero once the deadline has passed, never negative. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The time that is left, or {@code limit} if that is shorter. */
  public Duration remainingUpTo(Duration limit) {
    Duration left = remaining();
    return left.compareTo(limit) < 0 ? left : limit;
  }

  /** Whether no time is left. */
  public boolean hasPassed() {
    return remaining().isZero();
  }
}
