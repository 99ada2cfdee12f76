// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.PendingBounds.Entry;
import dev.eventsrelay.relay.Publication;
import dev.eventsrelay.relay.ResultStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The result store in the connection table, in the partitions of guids. Thread-safe. */
public final class DynamoDbResultStore implements ResultStore {
  private final Table table;
  private final Publishers publishers;
  private final PendingIndex index;
  private final PendingRows rows;
  private final Duration pendingTtl;

  /**
   * A store in that table.
   *
   * @param publisherTtl after which nobody is expected to acknowledge a result any more
   * @param pendingTtl how long a result waits for a subscriber; zero to keep none
   * @param backoff between attempts to admit a result where others come at the same time
   */
  public DynamoDbResultStore(
      Table table,
      Duration publisherTtl,
      Duration pendingTtl,
      PendingBounds bounds,
      Backoff backoff) {
    this.table = requireNonNull(table, "table is null");
    this.pendingTtl = requireNonNull(pendingTtl, "pendingTtl is null");
    this.publishers = new Publishers(table, publisherTtl);
    this.index = new PendingIndex(table, bounds, backoff);
    this.rows = new PendingRows(table, pendingTtl);
  }

  @Override
  public Optional<ConnectionId> savePublisher(
      Publication result, ConnectionId publisher, Deadline deadline) {
    return publishers.save(result, publisher, deadline);
  }

  @Override
  public Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    return publishers.acknowledge(guid, acknowledgedBy, deadline);
  }

  @Override
  public Admission admit(
      Publication result, ConnectionId publisher, Set<String> displaced, Deadline deadline) {
    if (pendingTtl.isZero()) {
      return new Admission.Refused();
    }
    Instant now = table.now();
    return index.admit(
        result.guid(),
        new Entry(result.id(), publisher, result.frame().size(), now, now.plus(pendingTtl)),
        displaced,
        deadline);
  }

  @Override
  public boolean isAdmitted(Publication result, Deadline deadline) {
    return index.contains(result.guid(), result.id(), deadline);
  }

  @Override
  public void keep(Publication result, Deadline deadline) {
    rows.put(result, deadline);
  }

  @Override
  public List<Publication> pending(Guid guid, Deadline deadline) {
    return pendingTtl.isZero() ? List.of() : rows.of(guid, deadline);
  }

  @Override
  public void discard(Guid guid, String id, Deadline deadline) {
    rows.delete(guid, id, deadline);
  }
}
