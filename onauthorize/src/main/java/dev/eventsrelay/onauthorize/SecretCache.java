// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the secret for a bounded time. While the store fails, the last one known is used for an
 * hour; then there is none, and nobody is let in by a secret that may have been taken back.
 *
 * <p>Reads when asked and not in the background, because a standard function is frozen between
 * invocations. Thread-safe: one reads, the others wait for it.
 */
final class SecretCache {
  static final Duration USABLE_FOR = Duration.ofHours(1);

  /** So that a store that hangs does not delay every handshake. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final SecretStore store;
  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Secrets known;
  private long readAt;
  private long attemptedAt;

  SecretCache(SecretStore store, MonotonicClock clock) {
    this.store = requireNonNull(store, "store is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * The secret, read anew if what is known is older than that. Empty if none is known that may
   * still be used.
   */
  Optional<Secrets> noOlderThan(Duration age, InvocationTelemetry told) {
    lock.lock();
    try {
      boolean mayAttempt = known == null || hasPassed(RETRY_AFTER, attemptedAt);
      if (mayAttempt && (known == null || hasPassed(age, readAt))) {
        read(told);
      }
      if (known != null && hasPassed(USABLE_FOR, readAt)) {
        known = null;
      }
      return Optional.ofNullable(known);
    } finally {
      lock.unlock();
    }
  }

  private void read(InvocationTelemetry told) {
    try {
      known = store.read();
      readAt = clock.nanos();
    } catch (SecretStoreException e) {
      told.metrics().failed(AuthorizationMetric.Failed.SECRET_STORE);
      told.log().log(
          Level.ERROR,
          "secret not read",
          Map.of("lastKnown", known != null, "error", String.valueOf(e.getMessage())));
    }
    attemptedAt = clock.nanos();
  }

  private boolean hasPassed(Duration time, long since) {
    return clock.nanos() - since >= time.toNanos();
  }
}
