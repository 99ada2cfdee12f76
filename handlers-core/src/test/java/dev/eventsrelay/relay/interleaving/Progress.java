// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an actor has come: all that decides what it does from here. What it saw while it handled
 * earlier messages is no part of that, as nothing in the relay outlives an invocation.
 *
 * @param message the number of the one that is being handled; as many as there are when all are
 * @param answers to the steps taken for that message so far, by strand
 * @param text of both: equal texts mean equal continuations
 * @param next the steps that can come next, by strand
 * @param future what this actor may touch from here to its end
 */
record Progress(
    int message,
    SortedMap<String, List<Answer>> answers,
    String text,
    SortedMap<String, Step> next,
    List<Touch> future) {

  /** The answers after one more step. */
  SortedMap<String, List<Answer>> answersAfter(String strand, Answer answer) {
    SortedMap<String, List<Answer>> after = new TreeMap<>(answers);
    List<Answer> extended = new ArrayList<>(after.getOrDefault(strand, List.of()));
    extended.add(answer);
    after.put(strand, List.copyOf(extended));
    return after;
  }

  /** The {@link #text} of that message and those answers. */
  static String text(int message, Map<String, List<Answer>> answers) {
    StringBuilder text = new StringBuilder().append(message);
    answers.forEach(
        (strand, list) -> {
          text.append(' ').append(strand).append(':');
          list.forEach(answer -> text.append(answer.text()).append(';'));
        });
    return text.toString();
  }
}
