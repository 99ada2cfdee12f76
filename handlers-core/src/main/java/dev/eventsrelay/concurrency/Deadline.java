// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The moment by which something must be done. Every blocking call takes one.
 *
 * <p>A function time-out does not stop the code on a managed instance: the caller gets an error and
 * the thread runs on, so nothing but such a deadline ends a call that hangs.
 *
 * <p>It counts whole milliseconds, rounded down, because that is what the calls can be limited to:
 * with less than one left it has passed. Some clients take a limit of zero for "no limit", so
 * nobody is ever handed one. Immutable and thread-safe.
 */
public final class Deadline {
  private final long atNanos;
  private final MonotonicClock clock;

  private Deadline(long atNanos, MonotonicClock clock) {
    this.atNanos = atNanos;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The deadline that passes {@code budget} from now. */
  public static Deadline after(Duration budget, MonotonicClock clock) {
    return new Deadline(clock.nanos() + budget.toNanos(), clock);
  }

  /** This deadline, or the one that passes {@code limit} from now if that is earlier. */
  public Deadline within(Duration limit) {
    long limitAt = clock.nanos() + limit.toNanos();
    return limitAt - atNanos < 0 ? new Deadline(limitAt, clock) : this;
  }

  /** The time that is left, in whole milliseconds; zero once the deadline has passed. */
  public Duration remaining() {
    return Duration.ofMillis(Math.max(0, atNanos - clock.nanos()) / 1_000_000);
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

  /** The clock that this deadline goes by. */
  public MonotonicClock clock() {
    return clock;
  }
}
