// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A secret as its SHA-256, which is all that is kept of it. Hashes have one length and are compared
 * in constant time, so that the time of an answer tells nothing about the secret.
 */
final class Hash {
  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  static Hash of(String secret) {
    try {
      return new Hash(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java has to have.", e);
    }
  }

  boolean matches(Hash other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }
}
