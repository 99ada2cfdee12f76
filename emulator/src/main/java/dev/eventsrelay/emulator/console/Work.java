// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.lambda.StartedInvocation;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an environment works on, or has just worked on. Also kept of messages that are not traced,
 * because calls may be theirs. Not thread-safe.
 */
final class Work {
  /** Words that tell messages apart, such as a guid. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private static final int MAX_WORDS = 6;

  private final StartedInvocation invocation;
  private final long beganNanos;
  private final String connectionId;
  private final byte[] text;
  private final @Nullable Trace trace;
  private @Nullable List<String> words;
  private long endedNanos = Long.MAX_VALUE;

  Work(StartedInvocation invocation, long beganNanos, Origin origin) {
    this.invocation = invocation;
    this.beganNanos = beganNanos;
    this.connectionId = origin.connectionId;
    this.text = origin.text;
    this.trace = origin.trace;
  }

  /** The message behind an invocation; its trace is null if it is not traced. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Origin(String connectionId, byte[] text, @Nullable Trace trace) {}

  StartedInvocation invocation() {
    return invocation;
  }

  long beganNanos() {
    return beganNanos;
  }

  @Nullable Trace trace() {
    return trace;
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

  /** Whether a call has a word of this message. */
  boolean isNamedIn(String body) {
    if (words == null) {
      words =
          Stream.concat(
                  Stream.of(connectionId),
                  WORD.matcher(Text.of(text)).results().map(MatchResult::group).limit(MAX_WORDS))
              .toList();
    }
    return words.stream().anyMatch(word -> !word.isEmpty() && body.contains(word));
  }
}
