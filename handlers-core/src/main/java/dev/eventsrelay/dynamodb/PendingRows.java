// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.PendingResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of results that wait for a subscriber. */
final class PendingRows {
  /**
   * Results that wait for one guid at the most. One compile has one result; more come only from
   * clients that use a guid twice, and each may take 128 KB.
   */
  static final int MAX_PER_GUID = 8;

  private final Table table;
  private final Duration ttl;

  PendingRows(Table table, Duration ttl) {
    this.table = requireNonNull(table, "table is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  boolean keep(PendingResult result, Deadline deadline) {
    if (ttl.isZero() || isFull(result, deadline)) {
      return false;
    }
    SdkBytes frame = SdkBytes.fromByteArrayUnsafe(result.frame().utf8());
    table.put(
        Row.with(
            Row.pending(result),
            Map.of(Row.FRAME, AttributeValue.fromB(frame), Row.TTL, table.expiry(ttl))),
        deadline);
    return true;
  }

  /** Two that keep at the same moment may exceed the bound by one: it is there against floods. */
  private boolean isFull(PendingResult result, Deadline deadline) {
    List<PendingResult> others = pending(result.guid(), deadline);
    return others.size() >= MAX_PER_GUID && !others.contains(result);
  }

  List<PendingResult> pending(Guid guid, Deadline deadline) {
    List<PendingResult> results = new ArrayList<>();
    if (ttl.isZero()) {
      return results;
    }
    table.forEachPage(
        Row.partitionOf(guid),
        Row.PENDING_PREFIX,
        deadline,
        rows ->
            rows.stream()
                .filter(row -> Row.isLive(row, table.now()))
                .map(row -> Row.pendingResult(guid, row))
                .forEach(results::add));
    return results;
  }

  void discard(PendingResult result, Deadline deadline) {
    table.delete(Row.pending(result), deadline);
  }
}
