// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A text frame as its UTF-8 bytes, forwarded exactly as it came in.
 *
 * <p>The array is shared, not copied: a frame of 128 KB goes to many subscribers at once. Whoever
 * holds a frame treats its bytes as read-only.
 *
 * @param utf8 the payload of one WebSocket message
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString are written for the array
public record Frame(byte[] utf8) {
  /** The frame that carries {@code text}. */
  public static Frame of(String text) {
    return new Frame(text.getBytes(UTF_8));
  }

  /** Length of the payload in bytes. */
  public int size() {
    return utf8.length;
  }

  /** The payload as text. */
  public String text() {
    return new String(utf8, UTF_8);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Frame other && Arrays.equals(utf8, other.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** Says the size only: payloads stay out of logs. */
  @Override
  public String toString() {
    return "Frame[" + utf8.length + " bytes]";
  }
}
