// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.gateway.GatewayListener;
import java.util.concurrent.TimeUnit;

/**
 * Chooses the messages that are traced: all of them up to a rate, and above it those that match the
 * latest search. Not thread-safe: {@link Traces} guards it.
 */
final class Sampler {
  private static final long WATCH_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int SHORTEST_WATCH = 3;

  private final int perSecond;
  private double left;
  private long lastNanos;
  private String watched = "";
  private long watchedUntil;

  /**
   * A sampler.
   *
   * @param perSecond messages that are traced in a second, whatever they are
   */
  Sampler(int perSecond) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.lastNanos = System.nanoTime();
  }

  /** From now on for a minute, messages of this connection or with these words are traced. */
  void watch(String words) {
    if (words.length() >= SHORTEST_WATCH) {
      watched = words;
      watchedUntil = System.nanoTime() + WATCH_NANOS;
    }
  }

  boolean takes(GatewayListener.RouteRequest request, long nowNanos) {
    double refill = (nowNanos - lastNanos) * (double) perSecond / TimeUnit.SECONDS.toNanos(1);
    left = Math.min(perSecond, left + Math.max(0, refill));
    lastNanos = nowNanos;
    if (left >= 1) {
      left--;
      return true;
    }
    return isWatched(request, nowNanos);
  }

  private boolean isWatched(GatewayListener.RouteRequest request, long nowNanos) {
    if (watched.isEmpty() || nowNanos - watchedUntil > 0) {
      return false;
    }
    return request.connectionId().equals(watched)
        || Text.of(Text.cut(request.text())).contains(watched);
  }
}
