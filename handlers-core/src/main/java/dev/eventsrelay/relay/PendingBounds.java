// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.eventsrelay.connection.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much may wait for the subscribers of one guid, and what gives way to a newer result: what has
 * expired, then the oldest result of the publisher that has most of them waiting.
 *
 * <p>So a guid that others have filled still takes the result that its subscriber wants, and no
 * publisher alone can drive out another one's. Immutable.
 *
 * @param maxResults how many results
 * @param maxBytes how many bytes, all together
 */
public record PendingBounds(int maxResults, int maxBytes) {
  /**
   * One compile has one result; more come only from clients that use a guid twice. The bytes are
   * those of two messages as long as API Gateway lets them be.
   */
  public static final PendingBounds DEFAULT = new PendingBounds(8, 256 * 1024);

  /** What is known of a result that waits. */
  public record Entry(
      String id, ConnectionId publisher, int bytes, Instant keptAt, Instant expiry) {
    public Entry {
      requireNonNull(id, "id is null");
      requireNonNull(publisher, "publisher is null");
      requireNonNull(keptAt, "keptAt is null");
      requireNonNull(expiry, "expiry is null");
    }
  }

  /**
   * What must give way for a result.
   *
   * @param waiting without the newcomer
   * @return nothing if the newcomer alone is too much
   */
  public Optional<List<Entry>> evictions(Collection<Entry> waiting, Entry newcomer, Instant now) {
    if (newcomer.bytes() > maxBytes) {
      return Optional.empty();
    }
    List<Entry> staying = new ArrayList<>(waiting);
    if (fit(staying, newcomer)) {
      return Optional.of(List.of());
    }
    List<Entry> evicted = new ArrayList<>();
    staying.removeIf(entry -> !entry.expiry().isAfter(now) && evicted.add(entry));
    while (!fit(staying, newcomer)) {
      Entry victim = victim(staying, newcomer.publisher());
      staying.remove(victim);
      evicted.add(victim);
    }
    return Optional.of(evicted);
  }

  private boolean fit(List<Entry> staying, Entry newcomer) {
    long bytes = staying.stream().mapToLong(Entry::bytes).sum() + newcomer.bytes();
    return staying.size() < maxResults && bytes <= maxBytes;
  }

  private static Entry victim(List<Entry> staying, ConnectionId newcomer) {
    Map<ConnectionId, Long> counts =
        staying.stream().collect(groupingBy(Entry::publisher, counting()));
    counts.computeIfPresent(newcomer, (_, count) -> count + 1);
    return staying.stream()
        .min(
            comparingLong((Entry entry) -> -counts.getOrDefault(entry.publisher(), 0L))
                .thenComparing(Entry::keptAt)
                .thenComparing(Entry::id))
        .orElseThrow();
  }
}
