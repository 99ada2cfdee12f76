// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.dynamodb.Key;
import dev.eventsrelay.dynamodb.Row;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.dynamodb.Update;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.PendingBounds.Entry;
import dev.eventsrelay.relay.ResultStore.Admission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One small row for each guid that says which results may wait for its subscribers. The write that
 * adds to it holds the bounds on them; a check costs one write unit, however large the results are.
 *
 * <p>An entry stays when its result has been delivered, and until it expires it counts.
 * Thread-safe.
 */
final class PendingIndex {
  private static final String COUNT = "count";
  private static final String BYTES = "bytes";

  private final Table table;
  private final PendingBounds bounds;
  private final Backoff backoff;

  PendingIndex(Table table, PendingBounds bounds, Backoff backoff) {
    this.table = requireNonNull(table, "table is null");
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
  }

  /**
   * Adds an entry, or renews it, within the bounds.
   *
   * @param displaced see {@link ResultStore#admit}
   */
  Admission admit(Guid guid, Entry entry, Set<String> displaced, Deadline deadline) {
    if (entry.bytes() > bounds.maxBytes()) {
      return new Admission.Refused();
    }
    Update.Result added = table.update(adding(guid, entry, List.of()), deadline);
    for (int attempt = 1; !added.done(); attempt++) {
      added =
          has(added.row(), entry)
              ? table.update(renewing(guid, entry), deadline)
              : displacing(guid, entry, entries(added.row()), displaced, deadline);
      if (!added.done() && !backoff.pauseAfter(attempt, deadline)) {
        throw new StoreException(
            StoreException.Kind.THROTTLED, "too many results at once for one guid", null);
      }
    }
    Row row = added.row();
    return new Admission.Admitted(displaced.stream().filter(id -> row.find(id).isEmpty()).toList());
  }

  private Update.Result displacing(
      Guid guid, Entry entry, List<Entry> seen, Set<String> displaced, Deadline deadline) {
    List<Entry> victims = bounds.evictions(seen, entry, table.now()).orElseThrow();
    List<String> newly =
        victims.stream().map(Entry::id).filter(id -> !displaced.contains(id)).toList();
    // Before the write, whose answer may get lost, here or at an attempt that the SDK repeats.
    displaced.addAll(newly);
    Update.Result added = table.update(adding(guid, entry, victims), deadline);
    if (!added.done() && !has(added.row(), entry)) {
      newly.forEach(displaced::remove);
    }
    return added;
  }

  boolean contains(Guid guid, String id, Deadline deadline) {
    return table.get(key(guid), deadline).flatMap(row -> row.find(id)).isPresent();
  }

  private static boolean has(Row row, Entry entry) {
    return row.find(entry.id()).isPresent();
  }

  /** Holds only while the evicted entries are as they were seen, and the sums leave room. */
  private Update adding(Guid guid, Entry entry, List<Entry> evicted) {
    int freed = evicted.stream().mapToInt(Entry::bytes).sum();
    StringBuilder removal = new StringBuilder();
    StringBuilder condition =
        new StringBuilder(
            "attribute_not_exists(#id) AND (attribute_not_exists(#count)"
                + " OR (#count <= :count AND #bytes <= :bytes))");
    Update update =
        Update.of(key(guid), "")
            .name("#id", entry.id())
            .name("#ttl", Row.TTL)
            .name("#count", COUNT)
            .name("#bytes", BYTES)
            .value(":entry", written(entry))
            .value(":ttl", expiry(entry))
            .value(":one", number(1 - evicted.size()))
            .value(":size", number(entry.bytes() - freed))
            .value(":count", number(bounds.maxResults() - 1 + evicted.size()))
            .value(":bytes", number(bounds.maxBytes() - entry.bytes() + freed));
    for (int i = 0; i < evicted.size(); i++) {
      removal.append(i == 0 ? " REMOVE #v" : ", #v").append(i);
      condition.append(" AND #v").append(i).append(" = :v").append(i);
      update = update.name("#v" + i, evicted.get(i).id()).value(":v" + i, written(evicted.get(i)));
    }
    return new Update(
        update.key(),
        "SET #id = :entry, #ttl = :ttl ADD #count :one, #bytes :size" + removal,
        condition.toString(),
        update.names(),
        update.values());
  }

  private static Update renewing(Guid guid, Entry entry) {
    return Update.of(key(guid), "SET #id = :entry, #ttl = :ttl")
        .onlyIf("attribute_exists(#id)")
        .name("#id", entry.id())
        .name("#ttl", Row.TTL)
        .value(":entry", written(entry))
        .value(":ttl", expiry(entry));
  }

  private static AttributeValue expiry(Entry entry) {
    return number(entry.expiry().getEpochSecond());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** An entry as the text of the attribute that is named by its id. */
  private static AttributeValue written(Entry entry) {
    return AttributeValue.fromS(
        entry.keptAt().toEpochMilli()
            + " "
            + entry.expiry().getEpochSecond()
            + " "
            + entry.bytes()
            + " "
            + entry.publisher().value());
  }

  private static List<Entry> entries(Row row) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, AttributeValue> attribute : row.attributes().entrySet()) {
      String text = attribute.getValue().s();
      String[] parts = text == null ? new String[0] : text.split(" ", 4);
      if (parts.length == 4) {
        entries.add(
            new Entry(
                attribute.getKey(),
                new ConnectionId(parts[3]),
                Integer.parseInt(parts[2]),
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                Instant.ofEpochSecond(Long.parseLong(parts[1]))));
      }
    }
    return entries;
  }

  private static Key key(Guid guid) {
    return Guids.key(guid, "pending");
  }
}
