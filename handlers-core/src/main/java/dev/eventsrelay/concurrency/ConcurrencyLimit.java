// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how much of something is under way, and turns away what finds no place within a moment.
 *
 * <p>Whoever waits for a place until its time is over has nothing left to answer with, and the
 * queue behind a service that has slowed down only grows. Turned away early, a worker's result
 * comes again after 3, 6 and 9 s. First come, first served. Thread-safe.
 */
public final class ConcurrencyLimit {
  /**
   * Many times what a call takes: a place that is not free by then is held by a call that hangs.
   */
  public static final Duration PATIENCE = Duration.ofMillis(250);

  private final int maximum;
  private final Semaphore free;
  private final Duration patience;

  /**
   * A limit.
   *
   * @param maximum how much may be under way
   * @param patience how long to wait for a place; zero not to wait
   */
  public ConcurrencyLimit(int maximum, Duration patience) {
    this.maximum = maximum;
    this.free = new Semaphore(maximum, true);
    this.patience = requireNonNull(patience, "patience is null");
  }

  /**
   * Takes a place.
   *
   * @return null if none became free in time, or the thread was interrupted, which then stays
   *     marked so
   */
  public @Nullable Permit tryAcquire(Deadline deadline) {
    return tryAcquire(deadline, patience);
  }

  /** Takes a place as {@link #tryAcquire(Deadline)} does, with another patience. */
  public @Nullable Permit tryAcquire(Deadline deadline, Duration otherPatience) {
    try {
      long wait = deadline.remainingUpTo(otherPatience).toNanos();
      return free.tryAcquire(wait, TimeUnit.NANOSECONDS) ? onceOnly(free::release) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Waits until nothing is under way; false if something still was at the end of that time. */
  public boolean awaitIdle(Duration time) throws InterruptedException {
    boolean idle = free.tryAcquire(maximum, time.toNanos(), TimeUnit.NANOSECONDS);
    if (idle) {
      free.release(maximum);
    }
    return idle;
  }

  static Permit onceOnly(Runnable giveBack) {
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        giveBack.run();
      }
    };
  }
}
