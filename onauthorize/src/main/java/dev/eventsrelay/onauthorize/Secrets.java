// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The secret and the one before it, which counts until it is taken away. */
record Secrets(Hash current, Optional<Hash> previous) {
  /** Shorter ones can be guessed. */
  static final int LEAST_CHARACTERS = 32;

  Secrets {
    requireNonNull(current, "current is null");
    requireNonNull(previous, "previous is null");
  }

  /**
   * Secrets as the store has them; white space around them does not count.
   *
   * @throws SecretStoreException if one is too short to keep anybody out
   */
  static Secrets of(String current, Optional<String> previous) throws SecretStoreException {
    return new Secrets(
        hash(current), previous.isPresent() ? Optional.of(hash(previous.get())) : Optional.empty());
  }

  private static Hash hash(String text) throws SecretStoreException {
    String secret = text.strip();
    if (secret.length() < LEAST_CHARACTERS) {
      throw new SecretStoreException(
          "The secret has %d characters: give it at least %d."
              .formatted(secret.length(), LEAST_CHARACTERS));
    }
    return Hash.of(secret);
  }

  Judgement compare(Hash presented) {
    // Both, always: the time must not tell which of them it was.
    boolean isCurrent = current.matches(presented);
    boolean isPrevious = previous.isPresent() && previous.get().matches(presented);
    return isCurrent || isPrevious
        ? new Judgement.Accepted(!isCurrent)
        : new Judgement.Refused(Judgement.Reason.WRONG);
  }
}
