// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: a random part of a bound that doubles with each attempt ("full
 * jitter"), so that those who failed together do not come back together.
 *
 * <p>Thread-safe if its random source is.
 *
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 *     Backoff and Jitter</a>
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private final Pause pause;

  /** Lets time pass; a test can let it pass at once. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after that time, or throws when the thread is interrupted. */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * A back-off.
   *
   * @param first bound of the pause after the first attempt
   * @param longest bound of every pause
   */
  public Backoff(Duration first, Duration longest, RandomGenerator random, Pause pause) {
    this.first = requireNonNull(first, "first is null");
    this.longest = requireNonNull(longest, "longest is null");
    this.random = requireNonNull(random, "random is null");
    this.pause = requireNonNull(pause, "pause is null");
  }

  /**
   * Waits for as long as another attempt should.
   *
   * @param attempt that failed, 1 for the first one
   * @return false if there is no time for another attempt, or the thread was interrupted, which
   *     then stays marked so
   */
  public boolean pauseAfter(int attempt, Deadline deadline) {
    Duration time = delayAfter(attempt);
    return time.compareTo(deadline.remaining()) < 0 && slept(time);
  }

  /**
   * How long to wait before another attempt.
   *
   * @param attempt that failed, 1 for the first one
   */
  public Duration delayAfter(int attempt) {
    long doubled = first.toNanos() << Math.min(attempt - 1, 20);
    return Duration.ofNanos(random.nextLong(Math.min(doubled, longest.toNanos()) + 1));
  }

  private boolean slept(Duration time) {
    try {
      pause.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
