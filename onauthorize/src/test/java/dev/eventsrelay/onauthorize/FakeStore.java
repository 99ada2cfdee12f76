// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import dev.eventsrelay.concurrency.MonotonicClock;
import java.time.Duration;
import java.util.Optional;

/** A store without a network, and the time that passes between its calls. Not thread-safe. */
final class FakeStore implements SecretStore {
  static final String SECRET = "first-secret-of-at-least-32-characters";
  static final String NEXT = "second-secret-of-at-least-32-characters";

  private String current = SECRET;
  private Optional<String> previous = Optional.empty();
  private boolean failing;
  private int reads;
  private long nanos = Long.MAX_VALUE - Duration.ofMinutes(7).toNanos();

  @Override
  public Secrets read() throws SecretStoreException {
    reads++;
    if (failing) {
      throw new SecretStoreException("outage");
    }
    return Secrets.of(current, previous);
  }

  void rotate(String secret) {
    previous = Optional.of(current);
    current = secret;
  }

  void removePrevious() {
    previous = Optional.empty();
  }

  void fail(boolean value) {
    failing = value;
  }

  int reads() {
    return reads;
  }

  /** Overflows on the way, as the clock of a virtual machine may. */
  void pass(Duration time) {
    nanos += time.toNanos();
  }

  MonotonicClock clock() {
    return () -> nanos;
  }
}
