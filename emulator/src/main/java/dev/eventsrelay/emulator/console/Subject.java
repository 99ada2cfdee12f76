// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message that an environment works on: all of an invocation, or one of its batch. Also kept of
 * messages that are not traced, because calls may be theirs. Not thread-safe: {@link Traces} guards
 * it.
 */
final class Subject {
  /** Words that tell messages apart, such as a guid. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private static final int MAX_WORDS = 6;
  private static final int MAX_EARLY = 20;

  private final String messageId;
  private final String requestId;
  private final String connectionId;
  private final byte[] text;
  private final List<Consumer<Trace>> early = new ArrayList<>();
  private @Nullable Trace trace;
  private @Nullable List<String> words;
  private long waitingSinceNanos;
  private int receives;
  private boolean mayBeTraced;

  /**
   * A message.
   *
   * @param messageId SQS's; empty if it came through no queue
   * @param requestId API Gateway's; empty if it is unknown
   * @param connectionId empty if it is unknown
   * @param text the client's, cut
   */
  Subject(String messageId, String requestId, String connectionId, byte[] text) {
    this.messageId = messageId;
    this.requestId = requestId;
    this.connectionId = connectionId;
    this.text = text;
  }

  /** Its trace; null if it is not traced, or not yet known to be. */
  @Nullable Trace trace() {
    return trace;
  }

  /** Its trace is known. Returns the changes that came before that. */
  List<Consumer<Trace>> traced(Trace known) {
    trace = known;
    List<Consumer<Trace>> came = List.copyOf(early);
    early.clear();
    return came;
  }

  /** Its trace may become known: a fast reader is ahead of the sender's answer. */
  void mayBeTraced() {
    mayBeTraced = true;
  }

  /** Whether changes are kept for a trace that is not known yet. */
  boolean awaitsTrace() {
    return mayBeTraced && trace == null;
  }

  /** Keeps a change until the trace is known, if it may become so. */
  void keep(Consumer<Trace> change) {
    if (mayBeTraced && early.size() < MAX_EARLY) {
      early.add(change);
    }
  }

  void waitsSince(long nanos) {
    waitingSinceNanos = nanos;
  }

  /** Since when it waits on its queue; 0 if that is unknown. */
  long waitingSinceNanos() {
    return waitingSinceNanos;
  }

  void received(int times) {
    receives = times;
  }

  int receives() {
    return receives;
  }

  /** How many of its words a call or a line has. */
  long wordsIn(String body) {
    if (words == null) {
      words =
          Stream.concat(
                  Stream.of(connectionId, requestId, messageId).filter(word -> !word.isEmpty()),
                  WORD.matcher(Text.of(text)).results().map(MatchResult::group).limit(MAX_WORDS))
              .distinct()
              .toList();
    }
    return words.stream().filter(body::contains).count();
  }

  /** Those of them that have the most words in a call or a line; empty if none has any. */
  static List<Subject> namedIn(String body, List<Subject> all) {
    long most = all.stream().mapToLong(one -> one.wordsIn(body)).max().orElse(0);
    return most == 0 ? List.of() : all.stream().filter(one -> one.wordsIn(body) == most).toList();
  }
}
