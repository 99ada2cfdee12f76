// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.util.ArrayDeque;

/** The last lines of an environment's output, for the message about its end. Thread-safe. */
final class RecentLines {
  private static final int KEPT = 5;
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  @Override
  public synchronized String toString() {
    return lines.isEmpty() ? "It wrote nothing." : "Its last output: " + String.join(" | ", lines);
  }
}
