// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how much of something is under way at once, and turns away what finds no place within a
 * moment.
 *
 * <p>Whoever waits for a place until its time is over has nothing left to answer with, and the
 * queue behind a service that has slowed down only grows. Turned away early, a worker's result
 * comes again after 3, 6 and 9 s. First come, first served. Thread-safe.
 */
public final class Places {
  /**
   * Many times what a call takes: a place that is not free by then is held by a call that hangs.
   */
  public static final Duration PATIENCE = Duration.ofMillis(250);

  private final Semaphore free;
  private final Duration patience;

  /**
   * Places.
   *
   * @param count how many there are
   * @param patience how long to wait for one; zero not to wait
   */
  public Places(int count, Duration patience) {
    this.free = new Semaphore(count, true);
    this.patience = requireNonNull(patience, "patience is null");
  }

  /**
   * Takes a place, which {@link #giveBack} must return.
   *
   * @return false if none became free in time, or the thread was interrupted, which then stays
   *     marked so
   */
  public boolean take(Deadline deadline) {
    try {
      return free.tryAcquire(deadline.remainingUpTo(patience).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns a place that was taken, on whichever thread. */
  public void giveBack() {
    free.release();
  }
}
