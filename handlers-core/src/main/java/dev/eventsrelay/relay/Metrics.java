// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import java.time.Duration;

/**
 * What one invocation tells about itself in numbers. Like its log it is handed to everything that
 * works for the invocation, so that no number is looked up from a thread or lands in another
 * invocation.
 *
 * <p>Thread-safe. Never throws. What is told after the invocation was answered is dropped.
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
  enum Counter {
    /** A result reached at least one subscriber, at once or after it was kept. */
    RESULTS_RELAYED,
    /** Nobody was subscribed when a result came. It may have been kept. */
    RESULTS_WITHOUT_SUBSCRIBER,
    /** A result is kept for a subscriber to come, whether or not there was one already. */
    RESULTS_KEPT,
    /** Posts to all subscribers of a result failed, or the store did before there was any. */
    RESULTS_UNDELIVERED,
    /** The subscribers that a result had when it came; not counted if they could not be read. */
    SUBSCRIBERS_PER_RESULT,
    /** A client that was posted to is gone. */
    CONNECTIONS_GONE,
    /** Another attempt of a post that an earlier attempt had not brought to its client. */
    POST_RETRIES,
    /** An attempt to post was refused for load (429). */
    POST_THROTTLES,
    /** A message was answered early, undone, because too much else was under way. */
    OVERLOADED
  }

  /** Something that takes time. */
  enum Timer {
    /** From API Gateway's receipt of a result to the end of its last post, if one succeeded. */
    RELAY,
    /** One attempt to post, whatever came of it. */
    POST
  }

  /** What went wrong for good, after retries. */
  enum Failure {
    STORE_THROTTLED,
    STORE_OVERLOADED,
    STORE_TIMED_OUT,
    STORE_UNAVAILABLE,
    STORE_REJECTED,
    POST_THROTTLED,
    POST_OVERLOADED,
    POST_UNAVAILABLE,
    POST_REFUSED,
    /** The invocation was answered because its time was over, not because it was done. */
    OUT_OF_TIME,
    /** An exception that nobody had expected. */
    UNEXPECTED;

    /** The failure of a store that failed in that way. */
    static Failure of(StoreException.Kind kind) {
      return switch (kind) {
        case THROTTLED -> STORE_THROTTLED;
        case OVERLOADED -> STORE_OVERLOADED;
        case TIMED_OUT -> STORE_TIMED_OUT;
        case UNAVAILABLE -> STORE_UNAVAILABLE;
        case REJECTED -> STORE_REJECTED;
      };
    }
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
