// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.PendingBounds.Entry;
import dev.eventsrelay.relay.Publication;
import dev.eventsrelay.relay.ResultStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The result store in memory: what is atomic in DynamoDB is atomic here, and nothing else. */
public final class InMemoryResultStore implements ResultStore {
  private final Duration publisherTtl;
  private final Duration pendingTtl;
  private final PendingBounds bounds;
  private final InstantSource clock;
  private final ConcurrentMap<Guid, Publisher> publishers = new ConcurrentHashMap<>();
  private final ConcurrentMap<Guid, List<Entry>> index = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  private record Key(Guid guid, String id) {}

  private record Pending(Publication result, Instant expiry, long sequence) {}

  /**
   * A row of a publisher.
   *
   * @param result empty if several came since the last ack
   */
  private record Publisher(
      ConnectionId connection,
      Optional<String> result,
      Instant expiry,
      Optional<Acknowledgement> acknowledgement) {}

  private record Acknowledgement(ConnectionId by, Optional<String> result, Instant expiry) {}

  /** A store with those lifetimes and bounds; see the one in DynamoDB. */
  public InMemoryResultStore(
      Duration publisherTtl, Duration pendingTtl, PendingBounds bounds, InstantSource clock) {
    this.publisherTtl = requireNonNull(publisherTtl, "publisherTtl is null");
    this.pendingTtl = requireNonNull(pendingTtl, "pendingTtl is null");
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** A store with the same rows; nobody may write meanwhile. */
  public InMemoryResultStore copy() {
    InMemoryResultStore copy = new InMemoryResultStore(publisherTtl, pendingTtl, bounds, clock);
    copy.publishers.putAll(publishers);
    copy.index.putAll(index);
    copy.pending.putAll(pending);
    copy.sequence.set(sequence.get());
    return copy;
  }

  @Override
  public Optional<ConnectionId> savePublisher(
      Publication result, ConnectionId publisher, Deadline deadline) {
    Publisher saved =
        publishers.compute(
            result.guid(),
            (_, before) ->
                new Publisher(
                    publisher,
                    isOnlyOne(result, before) ? Optional.of(result.id()) : Optional.empty(),
                    expiry(publisherTtl),
                    before == null ? Optional.empty() : before.acknowledgement()));
    return saved
        .acknowledgement()
        .filter(ack -> isLive(ack.expiry()) && ack.result().equals(Optional.of(result.id())))
        .map(Acknowledgement::by);
  }

  private boolean isOnlyOne(Publication result, Publisher before) {
    if (before == null || !isLive(before.expiry())) {
      return true;
    }
    return before.result().equals(Optional.of(result.id()))
        || before.acknowledgement().filter(ack -> ack.result().equals(before.result())).isPresent();
  }

  @Override
  public Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    Publisher acknowledged =
        publishers.computeIfPresent(
            guid,
            (_, before) ->
                isLive(before.expiry())
                    ? new Publisher(
                        before.connection(),
                        before.result(),
                        before.expiry(),
                        Optional.of(
                            new Acknowledgement(
                                acknowledgedBy, before.result(), expiry(publisherTtl))))
                    : before);
    return Optional.ofNullable(acknowledged)
        .filter(publisher -> isLive(publisher.expiry()))
        .map(Publisher::connection);
  }

  @Override
  public Admission admit(
      Publication result, ConnectionId publisher, Set<String> displaced, Deadline deadline) {
    Entry entry =
        new Entry(
            result.id(), publisher, result.frame().size(), clock.instant(), expiry(pendingTtl));
    if (pendingTtl.isZero() || entry.bytes() > bounds.maxBytes()) {
      return new Admission.Refused();
    }
    List<String> evicted = new ArrayList<>();
    List<Entry> admitted =
        requireNonNull(
            index.compute(
                result.guid(),
                (_, before) -> {
                  evicted.clear();
                  List<Entry> entries = new ArrayList<>(before == null ? List.of() : before);
                  if (entries.removeIf(other -> other.id().equals(entry.id()))) {
                    entries.add(entry);
                    return List.copyOf(entries);
                  }
                  for (Entry victim :
                      bounds.evictions(entries, entry, clock.instant()).orElseThrow()) {
                    entries.remove(victim);
                    evicted.add(victim.id());
                  }
                  entries.add(entry);
                  return List.copyOf(entries);
                }));
    displaced.addAll(evicted);
    List<String> staying = admitted.stream().map(Entry::id).toList();
    return new Admission.Admitted(displaced.stream().filter(id -> !staying.contains(id)).toList());
  }

  @Override
  public boolean isAdmitted(Publication result, Deadline deadline) {
    return index.getOrDefault(result.guid(), List.of()).stream()
        .anyMatch(entry -> entry.id().equals(result.id()));
  }

  @Override
  public void keep(Publication result, Deadline deadline) {
    pending.put(
        new Key(result.guid(), result.id()),
        new Pending(result, expiry(pendingTtl), sequence.incrementAndGet()));
  }

  @Override
  public List<Publication> pending(Guid guid, Deadline deadline) {
    return pending.values().stream()
        .filter(kept -> kept.result().guid().equals(guid) && isLive(kept.expiry()))
        .sorted(comparingLong(Pending::sequence).reversed())
        .map(Pending::result)
        .toList();
  }

  @Override
  public void discard(Guid guid, String id, Deadline deadline) {
    pending.remove(new Key(guid, id));
  }

  private Instant expiry(Duration lifetime) {
    return clock.instant().plus(lifetime);
  }

  private boolean isLive(Instant expiry) {
    return expiry.isAfter(clock.instant());
  }

  /** Every row, as text and in order, expired ones included. */
  public Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    publishers.forEach((guid, publisher) -> rows.add(guid + " " + publisher));
    index.forEach(
        (guid, entries) -> entries.forEach(entry -> rows.add(guid + " may keep " + entry)));
    pending.keySet().forEach(key -> rows.add(key.guid() + " keeps " + key.id()));
    return rows;
  }

  /** How many results wait, expired ones included. */
  public int pendingRows() {
    return pending.size();
  }
}
