// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two clocks that stand still until a test moves them: the time of day, which can also be set, and
 * the monotonic one, which only moves forward. Thread-safe.
 */
public final class TestClock implements InstantSource, MonotonicClock {
  private final AtomicReference<Instant> now;
  private final AtomicLong nanos = new AtomicLong();

  public TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets that time pass, on both clocks. */
  public void advance(Duration time) {
    step(time);
    nanos.addAndGet(time.toNanos());
  }

  /** Sets the time of day by that much, as NTP does; no time passes. */
  public void step(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /** The deadline that passes that long from now. */
  public Deadline in(Duration time) {
    return Deadline.after(time, this);
  }
}
