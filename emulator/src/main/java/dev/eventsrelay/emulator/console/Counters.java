// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Exact counts since the start, by name. Thread-safe. */
final class Counters {
  /** What is counted. */
  enum Count {
    FRAMES_IN,
    FRAMES_OUT,
    ERROR_FRAMES,
    CONNECTS_REFUSED,
    POSTS,
    POSTS_FAILED,
    POSTS_RETRIED,
    CALLS,
    CALLS_FAILED,
    CALLS_RETRIED,
    TRACES_LEFT_OUT,
    EVENTS_DROPPED
  }

  /** What is counted of each function. */
  static final class OfFunction {
    final LongAdder started = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
  }

  /** What is counted of each queue, in messages. */
  static final class OfQueue {
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder again = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder returned = new LongAdder();
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<String, OfFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, OfQueue> queues = new ConcurrentHashMap<>();

  Counters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(Count count) {
    adder(count).increment();
  }

  long get(Count count) {
    return adder(count).sum();
  }

  private LongAdder adder(Count count) {
    return requireNonNull(counts.get(count), "each count has an adder");
  }

  OfFunction function(String name) {
    return functions.computeIfAbsent(name, _ -> new OfFunction());
  }

  /** Of a queue, by its name in SQS. */
  OfQueue queue(String name) {
    return queues.computeIfAbsent(name, _ -> new OfQueue());
  }

  /** All counts by a name for programs, such as {@code framesIn}. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    for (Count count : Count.values()) {
      all.put(name(count), get(count));
    }
    return all;
  }

  private static String name(Count count) {
    StringBuilder name = new StringBuilder();
    for (String word : count.name().split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return name.toString();
  }
}
