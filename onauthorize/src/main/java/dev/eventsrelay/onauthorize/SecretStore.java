// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

/** Where the secret is kept. Thread-safe. */
@FunctionalInterface
interface SecretStore {
  /**
   * Reads the secret; returns within a few seconds.
   *
   * @throws SecretStoreException if it could not be read or cannot be used
   */
  Secrets read() throws SecretStoreException;
}
