// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The connection store in memory, for tests: the same promises, held by one lock. */
public final class InMemoryConnectionStore implements ConnectionStore {
  private final InstantSource clock;
  private final Duration connectionTtl;
  private final Duration publisherTtl;
  private final Duration pendingTtl;

  private final Map<ConnectionId, Instant> connections = new HashMap<>();
  private final Map<Subscription, Instant> subscriptions = new HashMap<>();
  private final Map<Guid, Publisher> publishers = new HashMap<>();

  private record Subscription(ConnectionId connection, Guid guid) {}

  private final Map<PendingResult, Instant> pending = new HashMap<>();

  private record Publisher(
      ConnectionId connection, Instant expiry, Optional<Acknowledgement> acknowledgement) {}

  private record Acknowledgement(ConnectionId by, Instant expiry) {}

  /** A store with those lifetimes; see {@code DynamoDbSettings}. */
  public InMemoryConnectionStore(
      Duration connectionTtl, Duration publisherTtl, Duration pendingTtl, InstantSource clock) {
    this.connectionTtl = requireNonNull(connectionTtl, "connectionTtl is null");
    this.publisherTtl = requireNonNull(publisherTtl, "publisherTtl is null");
    this.pendingTtl = requireNonNull(pendingTtl, "pendingTtl is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A store of its own with the same rows, lifetimes and clock. */
  public synchronized InMemoryConnectionStore copy() {
    InMemoryConnectionStore copy =
        new InMemoryConnectionStore(connectionTtl, publisherTtl, pendingTtl, clock);
    copy.connections.putAll(connections);
    copy.subscriptions.putAll(subscriptions);
    copy.publishers.putAll(publishers);
    copy.pending.putAll(pending);
    return copy;
  }

  @Override
  public synchronized void connect(
      ConnectionId connection, Instant connectedAt, Deadline deadline) {
    connections.put(connection, expiry(connectionTtl));
  }

  @Override
  public synchronized int disconnect(ConnectionId connection, Deadline deadline) {
    connections.remove(connection);
    int before = subscriptions.size();
    subscriptions.keySet().removeIf(subscription -> subscription.connection().equals(connection));
    return before - subscriptions.size();
  }

  @Override
  public synchronized void subscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    subscriptions.put(new Subscription(connection, guid), expiry(connectionTtl));
  }

  @Override
  public synchronized void unsubscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    subscriptions.remove(new Subscription(connection, guid));
  }

  @Override
  public synchronized Set<ConnectionId> subscribers(Guid guid, Deadline deadline) {
    return subscriptions.entrySet().stream()
        .filter(entry -> entry.getKey().guid().equals(guid))
        .filter(entry -> isLive(entry.getValue()))
        .map(entry -> entry.getKey().connection())
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized Optional<ConnectionId> savePublisher(
      Guid guid, ConnectionId publisher, Deadline deadline) {
    Optional<Acknowledgement> acknowledgement =
        Optional.ofNullable(publishers.get(guid))
            .flatMap(Publisher::acknowledgement)
            .filter(ack -> isLive(ack.expiry()));
    publishers.put(guid, new Publisher(publisher, expiry(publisherTtl), acknowledgement));
    return acknowledgement.map(Acknowledgement::by);
  }

  @Override
  public synchronized Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    Publisher publisher = publishers.get(guid);
    if (publisher == null || !isLive(publisher.expiry())) {
      return Optional.empty();
    }
    Acknowledgement ack = new Acknowledgement(acknowledgedBy, expiry(publisherTtl));
    publishers.put(
        guid, new Publisher(publisher.connection(), publisher.expiry(), Optional.of(ack)));
    return Optional.of(publisher.connection());
  }

  @Override
  public synchronized boolean keep(PendingResult result, Deadline deadline) {
    List<PendingResult> others = pending(result.guid(), deadline);
    if (pendingTtl.isZero() || (others.size() >= 8 && !others.contains(result))) {
      return false;
    }
    pending.put(result, expiry(pendingTtl));
    return true;
  }

  @Override
  public synchronized List<PendingResult> pending(Guid guid, Deadline deadline) {
    return pending.entrySet().stream()
        .filter(entry -> entry.getKey().guid().equals(guid) && isLive(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void discard(PendingResult result, Deadline deadline) {
    pending.remove(result);
  }

  private Instant expiry(Duration ttl) {
    return clock.instant().plus(ttl);
  }

  private boolean isLive(Instant expiry) {
    return expiry.isAfter(clock.instant());
  }

  /** Everything that is stored, as text, in no particular order. */
  public synchronized List<String> rows() {
    List<String> rows = new ArrayList<>();
    subscriptions.forEach((subscription, expiry) -> rows.add(subscription.toString()));
    publishers.forEach((guid, publisher) -> rows.add(guid + " " + publisher));
    pending.forEach((result, expiry) -> rows.add(result.guid() + " " + result.id()));
    return rows;
  }

  /** Rows of connections and subscriptions, expired ones included. */
  public synchronized int size() {
    return connections.size() + subscriptions.size();
  }
}
