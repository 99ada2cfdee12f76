// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.PendingResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of the table: the one place that knows how keys and attributes are named. */
final class Row {
  static final String PARTITION_KEY = "pk";
  static final String SORT_KEY = "sk";

  /** Seconds since the epoch, as DynamoDB's time to live wants them. */
  static final String TTL = "ttl";

  static final String CONNECTED_AT = "connectedAt";
  static final String CONNECTION_ID = "connectionId";
  static final String ACKNOWLEDGED_BY = "acknowledgedBy";

  /** Seconds since the epoch: the row outlives an ack if its guid is used anew. */
  static final String ACKNOWLEDGED_UNTIL = "acknowledgedUntil";

  static final String FRAME = "frame";

  static final String PENDING_PREFIX = "pending#";
  static final String SUBSCRIBER_PREFIX = "subscriber#";
  private static final String SUBSCRIPTION_PREFIX = "subscription#";

  private Row() {}

  static String partitionOf(ConnectionId connection) {
    return "connection#" + connection.value();
  }

  static String partitionOf(Guid guid) {
    return "guid#" + guid.value();
  }

  /** Key of: the connection is open. */
  static Map<String, AttributeValue> connection(ConnectionId connection) {
    return key(partitionOf(connection), "connection");
  }

  /** Key of: there is this subscription to clean up when the connection closes. */
  static Map<String, AttributeValue> subscription(ConnectionId connection, Guid guid) {
    return key(partitionOf(connection), SUBSCRIPTION_PREFIX + guid.value());
  }

  /** Key of: the connection gets what comes for the guid. */
  static Map<String, AttributeValue> subscriber(Guid guid, ConnectionId connection) {
    return key(partitionOf(guid), SUBSCRIBER_PREFIX + connection.value());
  }

  /** Key of: this is where the ack for the guid goes. */
  static Map<String, AttributeValue> publisher(Guid guid) {
    return key(partitionOf(guid), "publisher");
  }

  /** Key of: this result waits for a subscriber. */
  static Map<String, AttributeValue> pending(PendingResult result) {
    return key(partitionOf(result.guid()), PENDING_PREFIX + result.id());
  }

  /** The guid of a subscription row; empty for another row of the connection. */
  static Optional<Guid> subscribedGuid(Map<String, AttributeValue> row) {
    String sortKey = text(row, SORT_KEY);
    return sortKey.startsWith(SUBSCRIPTION_PREFIX)
        ? Optional.of(new Guid(sortKey.substring(SUBSCRIPTION_PREFIX.length())))
        : Optional.empty();
  }

  /** The connection of a subscriber row. */
  static ConnectionId subscribedConnection(Map<String, AttributeValue> row) {
    return new ConnectionId(text(row, SORT_KEY).substring(SUBSCRIBER_PREFIX.length()));
  }

  /** The connection of a publisher row. */
  static ConnectionId publishingConnection(Map<String, AttributeValue> row) {
    return new ConnectionId(text(row, CONNECTION_ID));
  }

  /** Who acknowledged, according to a publisher row; empty if nobody has lately. */
  static Optional<ConnectionId> acknowledgingConnection(
      Map<String, AttributeValue> row, Instant now) {
    AttributeValue until = row.get(ACKNOWLEDGED_UNTIL);
    return until != null && isAfter(until, now)
        ? Optional.of(new ConnectionId(text(row, ACKNOWLEDGED_BY)))
        : Optional.empty();
  }

  /** The result of a pending row. */
  static PendingResult pendingResult(Guid guid, Map<String, AttributeValue> row) {
    AttributeValue frame = requireNonNull(row.get(FRAME), "pending row has no frame");
    return new PendingResult(guid, new Frame(frame.b().asByteArrayUnsafe()));
  }

  /** Whether the row still counts: DynamoDB deletes expired ones late, days late at times. */
  static boolean isLive(Map<String, AttributeValue> row, Instant now) {
    AttributeValue ttl = row.get(TTL);
    return ttl == null || isAfter(ttl, now);
  }

  private static boolean isAfter(AttributeValue epochSecond, Instant now) {
    return Long.parseLong(epochSecond.n()) > now.getEpochSecond();
  }

  static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> row) {
    return key(text(row, PARTITION_KEY), text(row, SORT_KEY));
  }

  static Map<String, AttributeValue> with(
      Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> row = new HashMap<>(key);
    row.putAll(attributes);
    return row;
  }

  static AttributeValue string(String value) {
    return AttributeValue.builder().s(value).build();
  }

  static AttributeValue number(long value) {
    return AttributeValue.builder().n(Long.toString(value)).build();
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    return requireNonNull(row.get(attribute), () -> "row has no attribute " + attribute).s();
  }

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of(PARTITION_KEY, string(partition), SORT_KEY, string(sort));
  }
}
