// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The messages that are on queues, as far as the console has seen them, for the age of the oldest
 * one: SQS itself does not tell it. A queue is told by its name. Thread-safe.
 */
final class Backlog {
  /** Of each queue. Beyond it the newest are left out, which are not the oldest. */
  private static final int MOST = 20_000;

  private static final int MOST_GONE = 2_000;

  private final Map<String, SequencedMap<String, Long>> sentAt = new HashMap<>();

  /** A fast reader has deleted a message before its sender has heard that it was sent. */
  private final SequencedSet<String> gone = new LinkedHashSet<>();

  synchronized void came(String queue, String messageId, long millis) {
    SequencedMap<String, Long> messages = sentAt.computeIfAbsent(queue, _ -> new LinkedHashMap<>());
    if (messages.size() < MOST && !gone.contains(messageId)) {
      messages.putIfAbsent(messageId, millis);
    }
  }

  synchronized void left(String queue, String messageId) {
    SequencedMap<String, Long> messages = sentAt.get(queue);
    if (messages == null || messages.remove(messageId) == null) {
      gone.add(messageId);
      if (gone.size() > MOST_GONE) {
        gone.removeFirst();
      }
    }
  }

  /** SQS says that the queue was empty: what came before that moment is no longer there. */
  synchronized void empty(String queue, long millis) {
    SequencedMap<String, Long> messages = sentAt.get(queue);
    if (messages != null) {
      messages.values().removeIf(at -> at < millis);
    }
  }

  /** When the oldest message was sent; empty if none is known. */
  synchronized OptionalLong oldest(String queue) {
    SequencedMap<String, Long> messages = sentAt.get(queue);
    return messages == null || messages.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(messages.firstEntry().getValue());
  }
}
