// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.time.InstantSource;

/** A token bucket with one second's tokens. Thread-safe. */
final class RateLimit {
  private final int perSecond;
  private final InstantSource clock;
  private double tokens;
  private long refilledAt;

  /**
   * @param perSecond 0 for no limit
   */
  RateLimit(int perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.refilledAt = clock.millis();
  }

  boolean tryAcquire() {
    return perSecond == 0 || tryTake();
  }

  private synchronized boolean tryTake() {
    long now = clock.millis();
    if (now > refilledAt) {
      tokens = Math.min(perSecond, tokens + (now - refilledAt) * perSecond / 1000.0);
      refilledAt = now;
    }
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
