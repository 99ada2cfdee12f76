// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The platform's latest notices, such as the end of an environment. Thread-safe. */
final class Notices {
  private static final int KEPT = 50;

  private final Deque<Notice> latest = new ArrayDeque<>();
  private final InstantSource clock;

  Notices(InstantSource clock) {
    this.clock = clock;
  }

  /** A notice; {@code at} is in milliseconds since the epoch. */
  record Notice(long at, String function, long pid, String sentence) {}

  synchronized void add(String function, long pid, String sentence) {
    latest.addFirst(new Notice(clock.millis(), function, pid, sentence));
    if (latest.size() > KEPT) {
      latest.removeLast();
    }
  }

  /** Newest first. */
  synchronized List<Notice> latest() {
    return List.copyOf(latest);
  }
}
