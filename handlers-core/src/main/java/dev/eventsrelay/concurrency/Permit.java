// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

/**
 * A place in a limit. Whoever holds it closes it on every way out; {@link Tasks#start(Permit,
 * java.util.function.Supplier)} does so for work on another thread.
 *
 * <p>Thread-safe. Closing it again does nothing.
 */
public interface Permit extends AutoCloseable {
  /** For work that needs no place. */
  Permit NONE = () -> {};

  /** Gives the place back. */
  @Override
  void close();

  /** One permit that gives back both. */
  default Permit and(Permit other) {
    return () -> {
      try (other) {
        close();
      }
    };
  }
}
