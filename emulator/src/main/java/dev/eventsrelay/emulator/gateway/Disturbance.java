// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.OptionalInt;

/**
 * What somebody does to the requests that reach the gateway, so that a test can see how an
 * application copes. Asked once for each request, on an event loop: thread-safe, and never blocks.
 */
public interface Disturbance {
  /** Leaves everything alone. */
  Disturbance NONE =
      new Disturbance() {
        @Override
        public PostFate post(String connectionId) {
          return PostFate.UNDISTURBED;
        }

        @Override
        public OptionalInt refusal() {
          return OptionalInt.empty();
        }
      };

  /** What becomes of a post to that connection. */
  PostFate post(String connectionId);

  /** The status to refuse a handshake with, before any function hears of it; empty to let it be. */
  OptionalInt refusal();
}
