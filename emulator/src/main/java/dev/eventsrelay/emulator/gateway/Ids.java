// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Generates ids of connections, requests and messages in API Gateway's form: 11 bytes in URL-safe
 * base64, which is 16 characters ending in {@code =}. Thread-safe.
 */
final class Ids {
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{15}=");

  // On loopback, ids must be unique but need not be hard to guess.
  String next() {
    byte[] bytes = new byte[11];
    ThreadLocalRandom.current().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  static boolean isWellFormed(String connectionId) {
    return WELL_FORMED.matcher(connectionId).matches();
  }
}
