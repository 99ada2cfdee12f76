// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

/** The secret could not be read or cannot be used. Its message never contains the secret. */
final class SecretStoreException extends Exception {
  private static final long serialVersionUID = 1L;

  SecretStoreException(String message) {
    super(message);
  }

  SecretStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
