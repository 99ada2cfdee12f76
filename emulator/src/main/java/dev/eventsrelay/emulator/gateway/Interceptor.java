// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.OptionalInt;

/**
 * Decides about requests before the gateway does, so that a test can see how an application copes.
 * Asked once for each request, on an event loop. Implementations must be thread-safe and must not
 * block.
 */
public interface Interceptor {
  /** Intercepts nothing. */
  Interceptor NONE =
      new Interceptor() {
        @Override
        public void post(Post post) {
          post.proceed();
        }

        @Override
        public OptionalInt refusal() {
          return OptionalInt.empty();
        }
      };

  /** Receives each post of the Management API and calls one of its methods, now or later. */
  void post(Post post);

  /**
   * The status to refuse a handshake with, before any function hears of it; empty to let it pass.
   */
  OptionalInt refusal();
}
