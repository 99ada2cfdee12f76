// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import java.time.Duration;

/**
 * What one invocation tells about itself in numbers. Like its log it is handed to everything that
 * works for the invocation, so that no number is looked up from a thread or lands in another
 * invocation.
 *
 * <p>Counters, timers and failures are enums of whoever tells them. Thread-safe. Never throws. What
 * is told after the invocation was answered is dropped.
 */
public interface Metrics {
  /** Keeps nothing: for work that belongs to no invocation. */
  Metrics NONE =
      new Metrics() {
        @Override
        public void count(Counter counter, long times) {}

        @Override
        public void took(Timer timer, Duration time) {}

        @Override
        public void failed(Failure failure) {}
      };

  /** Something that is counted. */
  interface Counter {
    /** The metric's name in CloudWatch. */
    String metricName();
  }

  /** Something that takes time. */
  interface Timer {
    /** The metric's name in CloudWatch, where its unit is milliseconds. */
    String metricName();
  }

  /** What went wrong for good, after retries. All count into one metric, by kind. */
  interface Failure {
    /** The value of the metric's dimension {@code Kind}. */
    String kind();
  }

  /** Something happened that often; zero is told as well. */
  void count(Counter counter, long times);

  /** Something happened once. */
  default void count(Counter counter) {
    count(counter, 1);
  }

  /** Something took that long; a negative time, which clocks that disagree give, counts as zero. */
  void took(Timer timer, Duration time);

  /** Something went wrong. */
  void failed(Failure failure);
}
