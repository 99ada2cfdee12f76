// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Notes of what a connection has subscribed to lately: what to clean up when it closes, and the
 * bound on how much it may add.
 *
 * <p>The notes of ten minutes are spread over a fixed number of pages, rows that take a few topics
 * each. A topic has two pages to choose from by its hash, and the write that notes it is refused by
 * a page that is full: so the bound is held by that write, costs nothing beside it, and counting
 * costs nothing at all. Ending a subscription leaves its note, which costs nothing either; see
 * {@code RATIONALE.md}. Thread-safe.
 */
final class SubscriptionNotes {
  /** Notes are begun anew after that time, and expire after as much again. */
  static final Duration PERIOD = Duration.ofMinutes(10);

  /** Few enough for a page to stay below 1 KB, one write unit, with topics that are UUIDs. */
  static final int TOPICS_PER_PAGE = 8;

  private static final String PREFIX = "subscriptions#";
  private static final String TOPICS = "topics";

  private final Table table;
  private final int pages;

  /**
   * Notes.
   *
   * @param maximum how many topics a connection may add in ten minutes
   */
  SubscriptionNotes(Table table, int maximum) {
    this.table = requireNonNull(table, "table is null");
    this.pages = Math.ceilDiv(maximum, TOPICS_PER_PAGE);
  }

  /** Notes a topic, once; false if both of its pages are full. */
  boolean add(ConnectionId connection, Topic topic, Deadline deadline) {
    long hash = mixed(topic.value().hashCode());
    int first = page(hash);
    int second = page(mixed(hash));
    return add(connection, topic, first, deadline)
        || (second != first && add(connection, topic, second, deadline));
  }

  private boolean add(ConnectionId connection, Topic topic, int page, Deadline deadline) {
    long period = table.now().getEpochSecond() / PERIOD.toSeconds();
    long expiry = (period + 2) * PERIOD.toSeconds();
    return table
        .update(
            Update.of(
                    new Key(partitionOf(connection), PREFIX + period + "#" + page),
                    "ADD #topics :topics SET #ttl = :ttl")
                .onlyIf(
                    "attribute_not_exists(#topics) OR size(#topics) < :most"
                        + " OR contains(#topics, :topic)")
                .name("#topics", TOPICS)
                .name("#ttl", Row.TTL)
                .value(":topics", AttributeValue.fromSs(List.of(topic.value())))
                .value(":topic", AttributeValue.fromS(topic.value()))
                .value(":most", AttributeValue.fromN(Integer.toString(TOPICS_PER_PAGE)))
                .value(":ttl", AttributeValue.fromN(Long.toString(expiry))),
            deadline)
        .done();
  }

  private int page(long hash) {
    return Math.floorMod(hash, pages);
  }

  /** Spreads hash codes that differ in a few bits only (the finalizer of SplitMix64). */
  private static long mixed(long hash) {
    long x = hash + 0x9e3779b97f4a7c15L;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  /** Hands over the notes of a connection: keys of some pages, and all the topics on them. */
  void forEachPage(
      ConnectionId connection, Deadline deadline, BiConsumer<List<Key>, List<Topic>> notes) {
    table.forEachPage(
        partitionOf(connection),
        PREFIX,
        deadline,
        rows ->
            notes.accept(
                rows.stream().map(Row::key).toList(),
                rows.stream()
                    .flatMap(row -> row.find(TOPICS).stream())
                    .flatMap(topics -> topics.ss().stream())
                    .distinct()
                    .map(Topic::new)
                    .toList()));
  }

  static String partitionOf(ConnectionId connection) {
    return "connection#" + connection.value();
  }
}
