// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.testkit.InMemoryConnectionStore;
import dev.eventsrelay.testkit.InMemoryResultStore;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/** All that steps can read and change: the stores' rows of one guid, and the clients. */
final class World {
  static final String GUID = "g";
  static final TestClock CLOCK = new TestClock(Instant.EPOCH);

  /** Fewer than in production, so that a few results reach the bound. */
  static final PendingBounds BOUNDS = new PendingBounds(2, 1_000);

  private final InMemoryConnectionStore connections;
  private final InMemoryResultStore rows;
  private final SortedSet<String> closed;
  private final SortedSet<String> forgotten;
  private final SortedSet<String> results;
  private final SortedSet<String> settled;
  private final SortedSet<String> evicted;
  private final SortedSet<String> violations;

  private World(
      InMemoryConnectionStore connections,
      InMemoryResultStore rows,
      SortedSet<String> closed,
      SortedSet<String> forgotten,
      SortedSet<String> results,
      SortedSet<String> settled,
      SortedSet<String> evicted,
      SortedSet<String> violations) {
    this.connections = connections;
    this.rows = rows;
    this.closed = closed;
    this.forgotten = forgotten;
    this.results = results;
    this.settled = settled;
    this.evicted = evicted;
    this.violations = violations;
  }

  /** A world in which nothing has happened. */
  static World empty() {
    return new World(
        new InMemoryConnectionStore(Duration.ofHours(2), 1_000, CLOCK),
        new InMemoryResultStore(Duration.ofMinutes(5), Duration.ofMinutes(1), BOUNDS, CLOCK),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** A world in which the same has happened. */
  World copy() {
    return new World(
        connections.copy(),
        rows.copy(),
        new TreeSet<>(closed),
        new TreeSet<>(forgotten),
        new TreeSet<>(results),
        new TreeSet<>(settled),
        new TreeSet<>(evicted),
        new TreeSet<>(violations));
  }

  InMemoryConnectionStore connections() {
    return connections;
  }

  InMemoryResultStore results() {
    return rows;
  }

  /** Whether the connection's row is there; all are at the beginning. */
  boolean isRemembered(String connection) {
    return !forgotten.contains(connection);
  }

  void forget(String connection) {
    forgotten.add(connection);
  }

  /** How many results wait. */
  int pendingRows() {
    return rows.pendingRows();
  }

  /** Whether a subscription of that connection is stored. */
  boolean hasSubscription(String connection) {
    return connections
        .subscribers(new Topic(GUID), Deadline.after(Duration.ofMinutes(1), CLOCK))
        .contains(new ConnectionId(connection));
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

  /** Notes that the result of that id gave way to a newer one. */
  void evicted(String id) {
    evicted.add(id);
  }

  boolean wasEvicted(String result) {
    return evicted.contains(Actor.idOf(result));
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
    return connections.rows()
        + "\n"
        + rows.rows()
        + "\n"
        + closed
        + "\n"
        + forgotten
        + "\n"
        + results
        + "\n"
        + settled
        + "\n"
        + evicted
        + "\n"
        + violations;
  }
}
