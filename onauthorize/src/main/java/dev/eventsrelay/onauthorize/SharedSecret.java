// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.telemetry.InvocationTelemetry;
import java.time.Duration;
import java.util.Optional;

/**
 * Compares what clients present with the secret, current and previous.
 *
 * <p>A client whose secret was rotated is not refused because this environment has not heard of it:
 * before it refuses, it reads the secret again, though not more often than every ten seconds.
 * Thread-safe.
 */
final class SharedSecret {
  /** How long a secret that was taken back may still let somebody in. */
  static final Duration REFRESH_AFTER = Duration.ofMinutes(5);

  /** Bounds what clients with wrong secrets can make this function ask of the store. */
  static final Duration REFRESH_BEFORE_REFUSAL = Duration.ofSeconds(10);

  private final SecretCache cache;

  SharedSecret(SecretCache cache) {
    this.cache = requireNonNull(cache, "cache is null");
  }

  Judgement judge(Optional<String> presented, InvocationTelemetry told) {
    if (presented.isEmpty()) {
      return new Judgement.Refused(Judgement.Reason.MISSING);
    }
    Hash hash = Hash.of(presented.get());
    Judgement judgement = judge(hash, cache.noOlderThan(REFRESH_AFTER, told));
    return judgement.equals(new Judgement.Refused(Judgement.Reason.WRONG))
        ? judge(hash, cache.noOlderThan(REFRESH_BEFORE_REFUSAL, told))
        : judgement;
  }

  private static Judgement judge(Hash presented, Optional<Secrets> known) {
    if (known.isEmpty()) {
      return new Judgement.Refused(Judgement.Reason.UNAVAILABLE);
    }
    return known.get().compare(presented);
  }
}
