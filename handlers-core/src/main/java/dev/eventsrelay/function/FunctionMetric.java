// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import dev.eventsrelay.telemetry.Metrics;

/** What the frame around every invocation tells in numbers. */
public final class FunctionMetric {
  private FunctionMetric() {}

  /** What is counted. */
  public enum Count implements Metrics.Counter {
    /** An event was answered early, undone, because too much else was under way. */
    OVERLOADED("Overloaded"),
    /** An event was answered early, undone, because its connection had its share under way. */
    SHARE_EXCEEDED("ShareExceeded"),
    /** A message was dropped, because it had waited in a queue for longer than its client would. */
    MESSAGES_TOO_OLD("MessagesTooOld"),
    /** A subscription was refused, because its connection has added too many lately. */
    SUBSCRIPTIONS_REFUSED("SubscriptionsRefused");

    private final String metricName;

    Count(String metricName) {
      this.metricName = metricName;
    }

    @Override
    public String metricName() {
      return metricName;
    }
  }

  /** What went wrong for good. */
  public enum Failed implements Metrics.Failure {
    /** The invocation was answered because its time was over, not because it was done. */
    OUT_OF_TIME("OutOfTime"),
    /** An exception that nobody had expected. */
    UNEXPECTED("Unexpected");

    private final String kind;

    Failed(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }
  }
}
