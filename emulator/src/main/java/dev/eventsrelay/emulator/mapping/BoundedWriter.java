// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import java.io.Writer;

/** Collects what a template writes, up to a bound. Not thread-safe. */
final class BoundedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int max;

  BoundedWriter(int max) {
    this.max = max;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    if (text.length() + length > max) {
      throw new MappingException(
          "The template wrote more than %d characters, which is more than any integration takes."
              .formatted(max));
    }
    text.append(chars, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
