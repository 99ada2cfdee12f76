// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Overloaded;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.telemetry.Metrics;
import java.time.Duration;

/**
 * Posts again what another attempt may bring to its client, until a deadline, and tells each
 * attempt to an invocation's metrics.
 *
 * <p>Thread-safe.
 */
public final class RetryingPosts {
  private final ConnectionsApi api;
  private final Duration attemptTimeout;
  private final Backoff backoff;
  private final Metrics metrics;

  /**
   * Retries over that API.
   *
   * @param attemptTimeout for one attempt
   * @param metrics of the invocation that the posts belong to
   */
  public RetryingPosts(
      ConnectionsApi api, Duration attemptTimeout, Backoff backoff, Metrics metrics) {
    this.api = requireNonNull(api, "api is null");
    this.attemptTimeout = requireNonNull(attemptTimeout, "attemptTimeout is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Posts one frame to one client; returns by the deadline, however the attempts end. */
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    for (int attempt = 1; ; attempt++) {
      PostResult result = attempt(to, frame, deadline.within(attemptTimeout));
      if (isFinal(result) || !backoff.pauseAfter(attempt, deadline)) {
        return result;
      }
      metrics.count(ConnectionMetric.Count.POST_RETRIES);
    }
  }

  private PostResult attempt(ConnectionId to, Frame frame, Deadline deadline) {
    long start = deadline.clock().nanos();
    PostResult result = api.post(to, frame, deadline);
    metrics.took(ConnectionMetric.Time.POST, Duration.ofNanos(deadline.clock().nanos() - start));
    if (result instanceof Throttled) {
      metrics.count(ConnectionMetric.Count.POST_THROTTLES);
    }
    return result;
  }

  private static boolean isFinal(PostResult result) {
    return switch (result) {
      case Delivered _, Gone _, Refused _, Overloaded _ -> true;
      case Throttled _, Unavailable _ -> false;
    };
  }
}
