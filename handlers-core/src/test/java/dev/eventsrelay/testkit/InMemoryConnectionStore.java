// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The connection store in memory: the same promises, and no more. As in DynamoDB the change of one
 * row is atomic, nothing else is, and between two rows others get their turn.
 */
public final class InMemoryConnectionStore implements ConnectionStore {
  private final Duration ttl;
  private final int maxSubscriptions;
  private final InstantSource clock;
  private final ConcurrentMap<ConnectionId, Instant> connections = new ConcurrentHashMap<>();
  private final ConcurrentMap<Subscription, Instant> subscribers = new ConcurrentHashMap<>();
  private final ConcurrentMap<ConnectionId, Map<Topic, Instant>> notes = new ConcurrentHashMap<>();

  private record Subscription(ConnectionId connection, Topic topic) {}

  /**
   * A store.
   *
   * @param ttl of the rows of a connection
   * @param maxSubscriptions how many a connection may add in ten minutes
   */
  public InMemoryConnectionStore(Duration ttl, int maxSubscriptions, InstantSource clock) {
    this.ttl = requireNonNull(ttl, "ttl is null");
    this.maxSubscriptions = maxSubscriptions;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A store with the same rows; nobody may write meanwhile. */
  public InMemoryConnectionStore copy() {
    InMemoryConnectionStore copy = new InMemoryConnectionStore(ttl, maxSubscriptions, clock);
    copy.connections.putAll(connections);
    copy.subscribers.putAll(subscribers);
    notes.forEach((connection, topics) -> copy.notes.put(connection, new HashMap<>(topics)));
    return copy;
  }

  @Override
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    connections.put(connection, expiry(ttl));
  }

  @Override
  public boolean isConnected(ConnectionId connection, Deadline deadline) {
    Instant expiry = connections.get(connection);
    return expiry != null && isLive(expiry);
  }

  @Override
  public void disconnect(ConnectionId connection, Deadline deadline) {
    connections.remove(connection);
  }

  @Override
  public boolean subscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    addSubscriber(connection, topic);
    LockSupport.parkNanos(1);
    boolean noted = note(connection, topic);
    if (!noted) {
      unsubscribe(connection, topic, deadline);
    }
    return noted;
  }

  /** Writes the row of a subscription. */
  public void addSubscriber(ConnectionId connection, Topic topic) {
    subscribers.put(new Subscription(connection, topic), expiry(ttl));
  }

  /** Writes the note of a subscription, within the bound; whether it did. */
  public boolean note(ConnectionId connection, Topic topic) {
    boolean[] noted = new boolean[1];
    notes.compute(
        connection,
        (_, before) -> {
          Map<Topic, Instant> topics = before == null ? new HashMap<>() : new HashMap<>(before);
          topics.values().removeIf(expiry -> !isLive(expiry));
          noted[0] = topics.containsKey(topic) || topics.size() < maxSubscriptions;
          if (noted[0]) {
            topics.put(topic, expiry(Duration.ofMinutes(20)));
          }
          return topics;
        });
    return noted[0];
  }

  @Override
  public void unsubscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    subscribers.remove(new Subscription(connection, topic));
  }

  @Override
  public int unsubscribeAll(ConnectionId connection, Deadline deadline) {
    List<Topic> noted = noted(connection);
    LockSupport.parkNanos(1);
    int ended = 0;
    for (Topic topic : noted) {
      if (removeSubscriber(connection, topic)) {
        ended++;
      }
    }
    removeNotes(connection, noted);
    return ended;
  }

  /** The topics that are noted for a connection. */
  public List<Topic> noted(ConnectionId connection) {
    return notes.getOrDefault(connection, Map.of()).entrySet().stream()
        .filter(entry -> isLive(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Removes the row of a subscription; whether it had not ended before. */
  public boolean removeSubscriber(ConnectionId connection, Topic topic) {
    Instant expiry = subscribers.remove(new Subscription(connection, topic));
    return expiry != null && isLive(expiry);
  }

  /** Removes notes. */
  public void removeNotes(ConnectionId connection, List<Topic> topics) {
    notes.computeIfPresent(
        connection,
        (_, before) -> {
          Map<Topic, Instant> left = new HashMap<>(before);
          topics.forEach(left::remove);
          return left.isEmpty() ? null : left;
        });
  }

  @Override
  public Set<ConnectionId> subscribers(Topic topic, Deadline deadline) {
    return subscribers.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic) && isLive(entry.getValue()))
        .map(entry -> entry.getKey().connection())
        .collect(Collectors.toSet());
  }

  private Instant expiry(Duration lifetime) {
    return clock.instant().plus(lifetime);
  }

  private boolean isLive(Instant expiry) {
    return expiry.isAfter(clock.instant());
  }

  /** Every row, as text and in order, notes and expired rows included. */
  public Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    connections.keySet().forEach(connection -> rows.add("connection " + connection));
    subscribers.keySet().forEach(subscription -> rows.add(subscription.toString()));
    notes.forEach(
        (connection, topics) ->
            topics.keySet().forEach(topic -> rows.add("note " + connection + " " + topic)));
    return rows;
  }

  /** Rows of connections and subscriptions, expired ones included. */
  public int size() {
    return connections.size() + subscribers.size();
  }
}
