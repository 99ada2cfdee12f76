// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What connections subscribe to. Any text will do, spaces and control characters included, as long
 * as it fits into a key of the connection table.
 *
 * @param value 1 to {@value #MAX_BYTES} bytes in UTF-8, without unpaired surrogates; compared
 *     exactly, never trimmed
 */
public record Topic(String value) {
  /** Longest topic in bytes of UTF-8; see {@code RATIONALE.md} for where it comes from. */
  public static final int MAX_BYTES = 1_011;

  public Topic {
    problemWith(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("topic " + problem);
            });
  }

  /** Says why the text cannot be a topic, such as "is empty"; empty if it can. */
  public static Optional<String> problemWith(String text) {
    requireNonNull(text, "text is null");
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    long bytes = 0;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return Optional.of("has an unpaired surrogate at index " + i);
      }
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
    if (bytes > MAX_BYTES) {
      return Optional.of(
          "has " + bytes + " bytes in UTF-8, more than the " + MAX_BYTES + " that fit a key");
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
