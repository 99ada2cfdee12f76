// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.relay.InMemoryConnectionStore;
import dev.eventsrelay.relay.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.TreeSet;

/** All that steps can read and change: the store's rows of one guid, and its clients. */
final class World {
  static final String GUID = "g";
  static final InstantSource CLOCK = new TestClock(Instant.EPOCH);

  private final InMemoryConnectionStore store;
  private final SortedSet<String> closed;
  private final SortedSet<String> results;
  private final SortedSet<String> settled;
  private final SortedSet<String> violations;

  private World(
      InMemoryConnectionStore store,
      SortedSet<String> closed,
      SortedSet<String> results,
      SortedSet<String> settled,
      SortedSet<String> violations) {
    this.store = store;
    this.closed = closed;
    this.results = results;
    this.settled = settled;
    this.violations = violations;
  }

  /** A world in which nothing has happened. */
  static World empty() {
    return new World(
        new InMemoryConnectionStore(
            Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(1), CLOCK),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** A world in which the same has happened. */
  World copy() {
    return new World(
        store.copy(),
        new TreeSet<>(closed),
        new TreeSet<>(results),
        new TreeSet<>(settled),
        new TreeSet<>(violations));
  }

  InMemoryConnectionStore store() {
    return store;
  }

  void close(String connection) {
    closed.add(connection);
  }

  boolean isClosed(String connection) {
    return closed.contains(connection);
  }

  /** Notes that a client has received a result. */
  void received(String connection, String result) {
    results.add(connection + "<-" + result);
  }

  /** Whether the client has received any result. */
  boolean hasReceived(String connection) {
    return results.stream().anyMatch(reception -> reception.startsWith(connection + "<-"));
  }

  /** Whether anybody has received that result. */
  boolean anyReceived(String result) {
    return results.stream().anyMatch(reception -> reception.endsWith("<-" + result));
  }

  /** Notes that the sender of a result was told that its guid is acknowledged already. */
  void settled(String result) {
    settled.add(result);
  }

  boolean isSettled(String result) {
    return settled.contains(result);
  }

  /** Notes that a promise was broken. */
  void violated(String promise) {
    violations.add(promise);
  }

  SortedSet<String> violations() {
    return violations;
  }

  /** Everything, as text: equal texts mean equal worlds. */
  String text() {
    return new TreeSet<>(store.rows())
        + "\n"
        + closed
        + "\n"
        + results
        + "\n"
        + settled
        + "\n"
        + violations;
  }
}
