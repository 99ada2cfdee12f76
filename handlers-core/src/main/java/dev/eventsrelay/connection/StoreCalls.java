// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.telemetry.Metrics;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How long an invocation has patience with its store. What somebody repeats gives up early and
 * leaves the place to others; what nobody repeats uses the time it has.
 *
 * <p>Thread-safe.
 */
public final class StoreCalls {
  private final Duration timeout;
  private final Backoff backoff;
  private final Metrics metrics;

  /**
   * Calls.
   *
   * @param timeout for one call, or for its first attempt
   * @param metrics of the invocation that the calls belong to
   */
  public StoreCalls(Duration timeout, Backoff backoff, Metrics metrics) {
    this.timeout = requireNonNull(timeout, "timeout is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Makes a call once, for the timeout or until the deadline, whichever is earlier. */
  public <T> T once(Deadline deadline, Function<Deadline, T> call) {
    return call.apply(deadline.within(timeout));
  }

  /**
   * Makes a call again until it succeeds, the deadline has passed, or the store has refused it for
   * good. Each attempt gets twice the time of the one before: a store that has become slow answers
   * in the end, and a connection that hangs costs one attempt.
   *
   * @param call can be repeated
   * @throws StoreException that the last attempt ended with
   */
  public <T> T persistently(Deadline deadline, Function<Deadline, T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.apply(deadline.within(timeout.multipliedBy(1L << Math.min(attempt - 1, 10))));
      } catch (StoreException e) {
        if (e.kind() == StoreException.Kind.REJECTED || !backoff.pauseAfter(attempt, deadline)) {
          throw e;
        }
        metrics.count(ConnectionMetric.Count.STORE_RETRIES);
      }
    }
  }

  /** Does what {@link #once} does for a call that returns nothing. */
  public void doOnce(Deadline deadline, Consumer<Deadline> call) {
    boolean _ = once(deadline, by -> done(call, by));
  }

  /** Does what {@link #persistently} does for a call that returns nothing. */
  public void doPersistently(Deadline deadline, Consumer<Deadline> call) {
    boolean _ = persistently(deadline, by -> done(call, by));
  }

  private static boolean done(Consumer<Deadline> call, Deadline by) {
    call.accept(by);
    return true;
  }
}
