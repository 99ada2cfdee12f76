// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.queue.DeadLetters;
import dev.eventsrelay.emulator.queue.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The dead letters of all queues. They are read only when their number has changed, because to read
 * them is to receive them. Thread-safe.
 */
final class Letters {
  static final int MOST = 500;

  private final Map<String, Box> boxes;
  private final Traces traces;
  private final Backlog backlog;

  /** The letters in one dead-letter queue, as they were when they were last read. */
  private static final class Box {
    final String name;
    final String sourceName;
    final DeadLetters letters;

    /** How often each was received by others than this console, which receives them too. */
    final Map<String, Integer> receives = new ConcurrentHashMap<>();

    volatile List<Message> read = List.of();
    volatile int counted;

    Box(ShownQueue box, ShownQueue source) {
      name = box.name();
      sourceName = source.name();
      letters = new DeadLetters(box.queue(), source.queue());
    }
  }

  /**
   * The letters of an application.
   *
   * @param traces hears of each letter
   * @param backlog a letter is no longer in it
   */
  Letters(List<ShownQueue> queues, Traces traces, Backlog backlog) {
    this.traces = traces;
    this.backlog = backlog;
    Map<String, ShownQueue> byId = new HashMap<>();
    queues.forEach(queue -> byId.put(queue.id(), queue));
    Map<String, Box> found = new LinkedHashMap<>();
    for (ShownQueue source : queues) {
      source
          .deadLetters()
          .map(byId::get)
          .ifPresent(box -> found.putIfAbsent(box.id(), new Box(box, source)));
    }
    this.boxes = found;
  }

  /** Whether it is a dead-letter queue. */
  boolean has(String id) {
    return boxes.containsKey(id);
  }

  /** There are so many messages on a queue. */
  void counted(String id, int count) throws InterruptedException {
    Box box = boxes.get(id);
    if (box != null && box.counted != count) {
      box.counted = count;
      read(box);
    }
  }

  private void read(Box box) throws InterruptedException {
    List<Message> now = box.letters.list(MOST);
    for (Message letter : now) {
      box.receives.putIfAbsent(letter.id(), letter.receives() - 1);
    }
    box.receives.keySet().removeIf(id -> now.stream().noneMatch(one -> one.id().equals(id)));
    box.read = now;
    now.forEach(letter -> backlog.left(box.sourceName, letter.id()));
    tell(box.name, now, Stay.DEAD_LETTER);
  }

  private void tell(String queue, List<Message> letters, Stay stay) {
    if (!letters.isEmpty()) {
      traces.add(List.of(new Happening.Letters(System.nanoTime(), queue, letters, stay)));
    }
  }

  /** As last read, the oldest first. */
  List<Message> all(String id) {
    return box(id).read;
  }

  /** How often a letter was received before it was one, as far as that is known. */
  int receives(String id, Message letter) {
    return box(id).receives.getOrDefault(letter.id(), letter.receives());
  }

  Optional<Message> find(String id, String messageId) {
    return all(id).stream().filter(letter -> letter.id().equals(messageId)).findFirst();
  }

  void readAgain(String id) throws InterruptedException {
    read(box(id));
  }

  /** Gives letters back to their queue; how many. */
  int redrive(String id, Predicate<Message> wanted) throws InterruptedException {
    Box box = box(id);
    List<Message> done = box.letters.redrive(wanted);
    tell(box.sourceName, done, Stay.WAITING);
    read(box);
    return done.size();
  }

  /** Deletes letters; how many. */
  int drop(String id, Predicate<Message> wanted) throws InterruptedException {
    Box box = box(id);
    List<Message> done = box.letters.drop(wanted);
    tell(box.name, done, Stay.DROPPED);
    read(box);
    return done.size();
  }

  private Box box(String id) {
    Box box = boxes.get(id);
    if (box == null) {
      throw new IllegalArgumentException("%s is no dead-letter queue.".formatted(id));
    }
    return box;
  }
}
