// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static dev.eventsrelay.dynamodb.Row.number;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The rows of connections and their subscriptions.
 *
 * <p>A subscriber row in the guid's partition is the subscription. The subscription row in the
 * connection's partition is only a note for the clean-up at {@code $disconnect}: it expires soon,
 * and unsubscribing leaves it to that, which costs nothing; see {@code RATIONALE.md}.
 */
final class Connections {
  /**
   * How long a subscription is noted for clean-up. Clients wait about a minute; the longer this is,
   * the more notes of ended subscriptions a busy connection has to clean up.
   */
  static final Duration CLEAN_UP_WINDOW = Duration.ofMinutes(10);

  private final Table table;
  private final BatchWriter batches;
  private final Duration ttl;

  Connections(Table table, BatchWriter batches, Duration ttl) {
    this.table = requireNonNull(table, "table is null");
    this.batches = requireNonNull(batches, "batches is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  void add(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    table.put(
        Row.with(
            Row.connection(connection),
            Map.of(
                Row.CONNECTED_AT, number(connectedAt.toEpochMilli()), Row.TTL, table.expiry(ttl))),
        deadline);
  }

  int remove(ConnectionId connection, Deadline deadline) {
    AtomicInteger subscriptions = new AtomicInteger();
    table.forEachPage(
        Row.partitionOf(connection),
        "",
        deadline,
        rows -> subscriptions.addAndGet(remove(connection, rows, deadline)));
    return subscriptions.get();
  }

  private int remove(
      ConnectionId connection, List<Map<String, AttributeValue>> rows, Deadline deadline) {
    List<Map<String, AttributeValue>> live =
        rows.stream().filter(row -> Row.isLive(row, table.now())).toList();
    List<Guid> guids = live.stream().flatMap(row -> Row.subscribedGuid(row).stream()).toList();
    List<WriteRequest> writes = new ArrayList<>(live.size() + guids.size());
    guids.forEach(guid -> writes.add(delete(Row.subscriber(guid, connection))));
    live.forEach(row -> writes.add(delete(Row.keyOf(row))));
    batches.write(writes, deadline);
    return guids.size();
  }

  void subscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    batches.write(
        List.of(
            put(Row.subscriber(guid, connection), ttl),
            put(Row.subscription(connection, guid), CLEAN_UP_WINDOW)),
        deadline);
  }

  void unsubscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    table.delete(Row.subscriber(guid, connection), deadline);
  }

  Set<ConnectionId> subscribers(Guid guid, Deadline deadline) {
    Set<ConnectionId> subscribers = new HashSet<>();
    table.forEachPage(
        Row.partitionOf(guid),
        Row.SUBSCRIBER_PREFIX,
        deadline,
        rows ->
            rows.stream()
                .filter(row -> Row.isLive(row, table.now()))
                .map(Row::subscribedConnection)
                .forEach(subscribers::add));
    return subscribers;
  }

  private WriteRequest put(Map<String, AttributeValue> key, Duration lifetime) {
    Map<String, AttributeValue> row = Row.with(key, Map.of(Row.TTL, table.expiry(lifetime)));
    return WriteRequest.builder().putRequest(b -> b.item(row)).build();
  }

  private static WriteRequest delete(Map<String, AttributeValue> key) {
    return WriteRequest.builder().deleteRequest(b -> b.key(key)).build();
  }
}
