// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.lambda.StartedInvocation;
import java.util.List;

/** What an environment works on, or has just worked on. Not thread-safe. */
final class Work {
  private final StartedInvocation invocation;
  private final long beganNanos;
  private final List<Subject> subjects;
  private long endedNanos = Long.MAX_VALUE;

  /**
   * The work on an invocation.
   *
   * @param subjects the messages in it
   */
  Work(StartedInvocation invocation, long beganNanos, List<Subject> subjects) {
    this.invocation = invocation;
    this.beganNanos = beganNanos;
    this.subjects = List.copyOf(subjects);
  }

  StartedInvocation invocation() {
    return invocation;
  }

  long beganNanos() {
    return beganNanos;
  }

  List<Subject> subjects() {
    return subjects;
  }

  void ended(long at) {
    endedNanos = at;
  }

  long endedNanos() {
    return endedNanos;
  }

  /** Whether it was under way at that moment. */
  boolean covers(long nanos) {
    return beganNanos <= nanos && nanos <= endedNanos;
  }

  boolean hasTraceId(String header) {
    String root = root(invocation.traceId());
    return !root.isEmpty() && root.equals(root(header));
  }

  private static String root(String header) {
    int start = header.indexOf("Root=");
    if (start < 0) {
      return "";
    }
    int end = header.indexOf(';', start);
    return end < 0 ? header.substring(start) : header.substring(start, end);
  }
}
