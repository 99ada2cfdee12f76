// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The connection store in one DynamoDB table, without an index, every read strongly consistent.
 *
 * <p>A subscription is a row in the topic's partition and a note in the connection's, so that both
 * "who is subscribed to this?" and "what is to be cleaned up?" are a query of one partition; {@code
 * RATIONALE.md} names the alternatives. Thread-safe.
 */
public final class DynamoDbConnectionStore implements ConnectionStore {
  private static final String SUBSCRIBER = "subscriber#";
  private static final String CONNECTED_AT = "connectedAt";

  private final Table table;
  private final SubscriptionNotes notes;
  private final Tasks tasks;
  private final String keyPrefix;
  private final Duration ttl;

  /**
   * A store in that table.
   *
   * @param keyPrefix what keys of the table call a topic, such as {@code topic}
   * @param ttl after which the rows of a connection expire; longer than API Gateway lets a
   *     connection live
   * @param maxSubscriptions how many a connection may add in ten minutes; that is never exceeded,
   *     and refusals may begin when a tenth of it is left
   */
  public DynamoDbConnectionStore(
      Table table, Tasks tasks, String keyPrefix, Duration ttl, int maxSubscriptions) {
    this.table = requireNonNull(table, "table is null");
    this.notes = new SubscriptionNotes(table, maxSubscriptions);
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.keyPrefix = requireNonNull(keyPrefix, "keyPrefix is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  @Override
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    table.put(
        Row.of(connected(connection))
            .with(CONNECTED_AT, AttributeValue.fromN(Long.toString(connectedAt.toEpochMilli())))
            .with(Row.TTL, table.expiry(ttl)),
        deadline);
  }

  @Override
  public boolean isConnected(ConnectionId connection, Deadline deadline) {
    return table.get(connected(connection), deadline).isPresent();
  }

  @Override
  public void disconnect(ConnectionId connection, Deadline deadline) {
    table.delete(connected(connection), deadline);
  }

  @Override
  public boolean subscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    // Side by side: a subscription that is refused, which is rare, is taken back.
    Tasks.Task<Boolean> noting = tasks.start(() -> notes.add(connection, topic, deadline));
    table.put(Row.of(subscriber(topic, connection)).with(Row.TTL, table.expiry(ttl)), deadline);
    boolean noted = joined(noting, deadline);
    if (!noted) {
      unsubscribe(connection, topic, deadline);
    }
    return noted;
  }

  private static boolean joined(Tasks.Task<Boolean> noting, Deadline deadline) {
    try {
      return noting
          .join(deadline)
          .orElseThrow(
              () -> new StoreException(StoreException.Kind.TIMED_OUT, "no time left", null));
    } catch (IllegalStateException e) {
      throw e.getCause() instanceof StoreException failure ? failure : e;
    }
  }

  @Override
  public void unsubscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    table.delete(subscriber(topic, connection), deadline);
  }

  @Override
  public int unsubscribeAll(ConnectionId connection, Deadline deadline) {
    AtomicInteger ended = new AtomicInteger();
    notes.forEachPage(
        connection,
        deadline,
        (pages, noted) -> {
          Set<Key> live =
              table.existing(
                  noted.stream().map(topic -> subscriber(topic, connection)).toList(), deadline);
          ended.addAndGet(live.size());
          List<Key> all = new ArrayList<>(live);
          all.addAll(pages);
          table.deleteAll(all, deadline);
        });
    return ended.get();
  }

  @Override
  public Set<ConnectionId> subscribers(Topic topic, Deadline deadline) {
    Set<ConnectionId> subscribers = new HashSet<>();
    table.forEachPage(
        partitionOf(topic),
        SUBSCRIBER,
        deadline,
        rows ->
            rows.forEach(
                row ->
                    subscribers.add(
                        new ConnectionId(row.key().sort().substring(SUBSCRIBER.length())))));
    return subscribers;
  }

  private static Key connected(ConnectionId connection) {
    return new Key(SubscriptionNotes.partitionOf(connection), "connection");
  }

  private Key subscriber(Topic topic, ConnectionId connection) {
    return new Key(partitionOf(topic), SUBSCRIBER + connection.value());
  }

  private String partitionOf(Topic topic) {
    return keyPrefix + "#" + topic.value();
  }
}
