// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/** Where finished lines go, each with its line break. Thread-safe. */
@FunctionalInterface
interface LineSink {
  /** Takes one line or several, which must not be changed afterwards. */
  void write(byte[] lines);

  /** Lets nothing wait that was written before. */
  default void flush() {}

  /** One write for each call: lines of several threads never mix. */
  static LineSink to(PrintStream out) {
    requireNonNull(out, "out is null");
    return lines -> {
      out.write(lines, 0, lines.length);
      out.flush();
    };
  }
}
