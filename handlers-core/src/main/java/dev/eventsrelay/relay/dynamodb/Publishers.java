// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.dynamodb.Key;
import dev.eventsrelay.dynamodb.Row;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.dynamodb.Update;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows that say where an ack goes and what was acknowledged: each operation is one write. */
final class Publishers {
  private static final String CONNECTION_ID = "connectionId";
  private static final String RESULT = "result";
  private static final String ACKNOWLEDGED_BY = "acknowledgedBy";
  private static final String ACKNOWLEDGED_RESULT = "acknowledgedResult";

  /** Seconds since the epoch: the row outlives an ack if its guid is used anew. */
  private static final String ACKNOWLEDGED_UNTIL = "acknowledgedUntil";

  /** In the place of a result's id: different ones came since the last ack. */
  private static final String SEVERAL = "several";

  private final Table table;
  private final Duration ttl;

  Publishers(Table table, Duration ttl) {
    this.table = requireNonNull(table, "table is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  /** Leaves what is known about an ack, and returns who sent it if it was for this result. */
  Optional<ConnectionId> save(Publication result, ConnectionId publisher, Deadline deadline) {
    Update.Result only =
        table.update(
            saving(result.guid(), result.id(), publisher)
                .onlyIf(
                    "attribute_not_exists(#result) OR #result = :result OR #ttl <= :now"
                        + " OR #result = #acknowledged")
                .name("#acknowledged", ACKNOWLEDGED_RESULT)
                .value(":now", seconds(table.now())),
            deadline);
    if (!only.done()) {
      Update.Result _ = table.update(saving(result.guid(), SEVERAL, publisher), deadline);
      return Optional.empty();
    }
    return acknowledgingConnection(only.row(), result.id());
  }

  private Update saving(Guid guid, String result, ConnectionId publisher) {
    return Update.of(key(guid), "SET #publisher = :publisher, #result = :result, #ttl = :ttl")
        .name("#publisher", CONNECTION_ID)
        .name("#result", RESULT)
        .name("#ttl", Row.TTL)
        .value(":publisher", AttributeValue.fromS(publisher.value()))
        .value(":result", AttributeValue.fromS(result))
        .value(":ttl", table.expiry(ttl));
  }

  Optional<ConnectionId> acknowledge(Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    Update.Result acknowledged =
        table.update(
            Update.of(
                    key(guid),
                    "SET #by = :by, #until = :until,"
                        + " #acknowledged = if_not_exists(#result, :several)")
                .onlyIf("#ttl > :now")
                .name("#ttl", Row.TTL)
                .name("#by", ACKNOWLEDGED_BY)
                .name("#acknowledged", ACKNOWLEDGED_RESULT)
                .name("#result", RESULT)
                .name("#until", ACKNOWLEDGED_UNTIL)
                .value(":now", seconds(table.now()))
                .value(":several", AttributeValue.fromS(SEVERAL))
                .value(":by", AttributeValue.fromS(acknowledgedBy.value()))
                .value(":until", table.expiry(ttl)),
            deadline);
    return acknowledged.done()
        ? Optional.of(new ConnectionId(acknowledged.row().text(CONNECTION_ID)))
        : Optional.empty();
  }

  private Optional<ConnectionId> acknowledgingConnection(Row row, String result) {
    boolean same = row.find(ACKNOWLEDGED_RESULT).filter(id -> result.equals(id.s())).isPresent();
    return same && row.isAfter(ACKNOWLEDGED_UNTIL, table.now())
        ? Optional.of(new ConnectionId(row.text(ACKNOWLEDGED_BY)))
        : Optional.empty();
  }

  private static Key key(Guid guid) {
    return Guids.key(guid, "publisher");
  }

  private static AttributeValue seconds(Instant moment) {
    return AttributeValue.fromN(Long.toString(moment.getEpochSecond()));
  }
}
