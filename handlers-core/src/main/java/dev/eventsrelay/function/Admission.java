// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Permit;
import dev.eventsrelay.concurrency.ShareLimit;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.telemetry.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events an environment works on: as many as it has places for, and of one connection
 * no more than its share. Thread-safe.
 */
final class Admission {
  /** Less time than this is not enough for two calls to the table and a post. */
  private static final Duration LEAST_WORK = Duration.ofMillis(100);

  private final ConcurrencyLimit places;
  private final ShareLimit<ConnectionId> shares;

  /**
   * An admission.
   *
   * @param maximum events under way
   * @param share events of one connection under way
   */
  Admission(int maximum, int share) {
    this.places = new ConcurrencyLimit(maximum, Duration.ZERO);
    this.shares = new ShareLimit<>(share);
  }

  /**
   * A permit for an event that a queue delivered; null if no place became free in time. It waits,
   * as the queue does, and shares are the queue's to give.
   */
  @Nullable Permit admitQueued(InvocationContext invocation) {
    Permit place = places.tryAcquire(invocation.deadline(), invocation.deadline().remaining());
    if (place == null) {
      return turnedAway(FunctionMetric.Count.OVERLOADED, "too many events under way", invocation);
    }
    return place;
  }

  /** A permit to hold while the event is worked on; null if it is turned away, which is told. */
  @Nullable Permit admit(InvocationContext invocation, Deadline answerBy) {
    if (invocation.deadline().remaining().compareTo(LEAST_WORK) < 0) {
      return turnedAway(FunctionMetric.Count.OVERLOADED, "too little time left", invocation);
    }
    Permit place = places.tryAcquire(answerBy);
    if (place == null) {
      return turnedAway(
          FunctionMetric.Count.OVERLOADED, "too many invocations under way", invocation);
    }
    Permit share = shares.tryAcquire(invocation.connection());
    if (share == null) {
      place.close();
      return turnedAway(
          FunctionMetric.Count.SHARE_EXCEEDED,
          "too many events of this connection under way",
          invocation);
    }
    return place.and(share);
  }

  private static @Nullable Permit turnedAway(
      Metrics.Counter counter, String reason, InvocationContext invocation) {
    invocation.metrics().count(counter);
    invocation.log(Level.WARNING, "overloaded", Map.of("reason", reason));
    return null;
  }
}
