// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Texts that are cut, so that the console holds a bounded amount of memory. */
final class Text {
  /** Longest payload that is kept, in bytes. */
  static final int MAX_BYTES = 4096;

  private Text() {}

  static String of(byte[] utf8) {
    return new String(utf8, UTF_8);
  }

  static byte[] cut(byte[] utf8) {
    return utf8.length <= MAX_BYTES ? utf8 : Arrays.copyOf(utf8, MAX_BYTES);
  }

  static byte[] cut(String text) {
    String start = text.length() <= MAX_BYTES ? text : text.substring(0, MAX_BYTES);
    return cut(start.getBytes(UTF_8));
  }

  /** The first characters, for a list. */
  static String preview(byte[] utf8, int maxCharacters) {
    String text = new String(utf8, 0, Math.min(utf8.length, 4 * maxCharacters), UTF_8);
    return text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
  }
}
