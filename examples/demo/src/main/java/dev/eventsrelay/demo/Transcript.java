// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Shows what happens, one line each, with the time since the start. Thread-safe. */
final class Transcript {
  private final PrintWriter out;
  private final InstantSource clock;
  private final Instant start;

  Transcript(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  void sent(String who, String frame) {
    print(who, "-->", frame);
  }

  void received(String who, String frame) {
    print(who, "<--", frame);
  }

  void note(String who, String what) {
    print(who, "   ", what);
  }

  private synchronized void print(String who, String direction, String text) {
    long millis = Duration.between(start, clock.instant()).toMillis();
    out.printf("%6d ms  %-6s %s %s%n", millis, who, direction, text);
    out.flush();
  }
}
