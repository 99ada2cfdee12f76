// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import dev.eventsrelay.telemetry.Metrics;

/** What the store and the posts of an invocation tell in numbers. */
public final class ConnectionMetric {
  private ConnectionMetric() {}

  /** What is counted. */
  public enum Count implements Metrics.Counter {
    /** A client that was posted to is gone. */
    CONNECTIONS_GONE("ConnectionsGone"),
    /** Another attempt of a post that an earlier attempt had not brought to its client. */
    POST_RETRIES("PostRetries"),
    /** An attempt to post was refused for load (429). */
    POST_THROTTLES("PostThrottles"),
    /** Another attempt of what the store had not done, and what nobody else repeats. */
    STORE_RETRIES("StoreRetries");

    private final String metricName;

    Count(String metricName) {
      this.metricName = metricName;
    }

    @Override
    public String metricName() {
      return metricName;
    }
  }

  /** What takes time. */
  public enum Time implements Metrics.Timer {
    /** One attempt to post, whatever came of it. */
    POST("PostTime");

    private final String metricName;

    Time(String metricName) {
      this.metricName = metricName;
    }

    @Override
    public String metricName() {
      return metricName;
    }
  }

  /** What went wrong for good. */
  public enum Failed implements Metrics.Failure {
    STORE_THROTTLED("StoreThrottled"),
    STORE_OVERLOADED("StoreOverloaded"),
    STORE_TIMED_OUT("StoreTimedOut"),
    STORE_UNAVAILABLE("StoreUnavailable"),
    STORE_REJECTED("StoreRejected"),
    POST_THROTTLED("PostThrottled"),
    POST_OVERLOADED("PostOverloaded"),
    POST_UNAVAILABLE("PostUnavailable"),
    POST_REFUSED("PostRefused");

    private final String kind;

    Failed(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }

    /** The failure of a store that failed in that way. */
    public static Failed of(StoreException.Kind kind) {
      return switch (kind) {
        case THROTTLED -> STORE_THROTTLED;
        case OVERLOADED -> STORE_OVERLOADED;
        case TIMED_OUT -> STORE_TIMED_OUT;
        case UNAVAILABLE -> STORE_UNAVAILABLE;
        case REJECTED -> STORE_REJECTED;
      };
    }
  }
}
