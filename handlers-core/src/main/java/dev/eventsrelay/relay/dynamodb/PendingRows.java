// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.dynamodb.Key;
import dev.eventsrelay.dynamodb.Row;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of results that wait for a subscriber. */
final class PendingRows {
  private static final String PREFIX = "pending#";
  private static final String FRAME = "frame";

  /** Milliseconds since the epoch. */
  private static final String KEPT_AT = "keptAt";

  private final Table table;
  private final Duration ttl;

  PendingRows(Table table, Duration ttl) {
    this.table = requireNonNull(table, "table is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  void put(Publication result, Deadline deadline) {
    SdkBytes frame = SdkBytes.fromByteArrayUnsafe(result.frame().utf8());
    table.put(
        Row.of(key(result.guid(), result.id()))
            .with(FRAME, AttributeValue.fromB(frame))
            .with(KEPT_AT, AttributeValue.fromN(Long.toString(table.now().toEpochMilli())))
            .with(Row.TTL, table.expiry(ttl)),
        deadline);
  }

  /** The latest first. */
  List<Publication> of(Guid guid, Deadline deadline) {
    List<Row> rows = new ArrayList<>();
    table.forEachPage(Guids.partitionOf(guid), PREFIX, deadline, rows::addAll);
    rows.sort(comparingLong(PendingRows::keptAt).reversed());
    return rows.stream().map(row -> publication(guid, row)).toList();
  }

  private static long keptAt(Row row) {
    return row.find(KEPT_AT).map(value -> Long.parseLong(value.n())).orElse(0L);
  }

  private static Publication publication(Guid guid, Row row) {
    AttributeValue frame =
        row.find(FRAME).orElseThrow(() -> new IllegalStateException("pending row has no frame"));
    return new Publication(
        guid,
        new Frame(frame.b().asByteArrayUnsafe()),
        row.key().sort().substring(PREFIX.length()));
  }

  void delete(Guid guid, String id, Deadline deadline) {
    table.delete(key(guid, id), deadline);
  }

  private static Key key(Guid guid, String id) {
    return Guids.key(guid, PREFIX + id);
  }
}
