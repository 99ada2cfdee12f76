// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.telemetry.Metrics;

/** What the relay tells in numbers. */
public final class RelayMetric {
  private RelayMetric() {}

  /** What is counted. */
  public enum Count implements Metrics.Counter {
    /** A result reached at least one subscriber, at once or after it was kept. */
    RESULTS_RELAYED("ResultsRelayed"),
    /** Nobody was subscribed when a result came. It may have been kept. */
    RESULTS_WITHOUT_SUBSCRIBER("ResultsWithoutSubscriber"),
    /** A result is kept for a subscriber to come, whether or not there was one already. */
    RESULTS_KEPT("ResultsKept"),
    /** A result that waited gave way to a newer one for its guid. */
    RESULTS_EVICTED("ResultsEvicted"),
    /** Posts to all subscribers of a result failed, or the store did before there was any. */
    RESULTS_UNDELIVERED("ResultsUndelivered"),
    /** The subscribers that a result had when it came; not counted if they could not be read. */
    SUBSCRIBERS_PER_RESULT("SubscribersPerResult"),
    /** The sender of a result was told that nobody is subscribed to it. */
    NACKS("Nacks");

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
    /** From API Gateway's receipt of a result to the end of its last post, if one succeeded. */
    RELAY("RelayTime");

    private final String metricName;

    Time(String metricName) {
      this.metricName = metricName;
    }

    @Override
    public String metricName() {
      return metricName;
    }
  }
}
