// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import dev.eventsrelay.emulator.lambda.FunctionListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The first lines in which a function reports an error: what an answer does not say. Thread-safe.
 */
final class Complaints implements FunctionListener {
  private static final int KEPT = 3;
  private static final String ERROR = "\"level\":\"ERROR\"";

  private final AtomicInteger count = new AtomicInteger();
  private final Queue<String> first = new ConcurrentLinkedQueue<>();

  @Override
  public void output(String functionName, long pid, String line) {
    if (line.contains(ERROR) && count.getAndIncrement() < KEPT) {
      first.add(line);
    }
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    first.add(sentence);
  }

  /** For the end of a sentence about a failure. */
  String text() {
    return first.isEmpty() ? "" : " The function said: " + String.join(" ", first);
  }
}
