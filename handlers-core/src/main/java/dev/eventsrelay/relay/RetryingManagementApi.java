// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Overloaded;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.time.Duration;
import java.time.Instant;

/**
 * Tries again what another attempt may mend, while time is left, and tells each attempt to an
 * invocation's metrics.
 *
 * <p>Thread-safe.
 */
public final class RetryingManagementApi implements ManagementApi {
  private final ManagementApi posts;
  private final Backoff backoff;
  private final int maxAttempts;
  private final Metrics metrics;

  /**
   * Retries over another Management API.
   *
   * @param maxAttempts how often a frame is posted at the most, the first time included
   * @param metrics of the invocation that the posts belong to
   */
  public RetryingManagementApi(
      ManagementApi posts, Backoff backoff, int maxAttempts, Metrics metrics) {
    this.posts = requireNonNull(posts, "posts is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.maxAttempts = maxAttempts;
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    for (int attempt = 1; ; attempt++) {
      PostResult result = attempt(to, frame, deadline);
      if (isFinal(result) || attempt >= maxAttempts || !backoff.pauseAfter(attempt, deadline)) {
        return result;
      }
      metrics.count(Counter.POST_RETRIES);
    }
  }

  private PostResult attempt(ConnectionId to, Frame frame, Deadline deadline) {
    Instant start = deadline.clock().instant();
    PostResult result = posts.post(to, frame, deadline);
    metrics.took(Timer.POST, Duration.between(start, deadline.clock().instant()));
    if (result instanceof Throttled) {
      metrics.count(Counter.POST_THROTTLES);
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
