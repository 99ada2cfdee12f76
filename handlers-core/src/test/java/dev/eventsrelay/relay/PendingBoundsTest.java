// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.relay.PendingBounds.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingBoundsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final PendingBounds bounds = new PendingBounds(3, 100);

  @Test
  void resultThatFits_letsAllStay() {
    assertThat(evicted(entry("n", "p", 10, 9), entry("a", "q", 90, 1))).isEmpty();
  }

  @Test
  void resultLargerThanAllMayBe_isRefused() {
    assertThat(bounds.evictions(List.of(), entry("n", "p", 101, 9), NOW)).isEmpty();
  }

  @Test
  void fullGuid_givesUpTheOldestOfThePublisherWithMost() {
    assertThat(
            evicted(
                entry("n", "p", 1, 9),
                entry("a", "q", 1, 1),
                entry("b", "r", 1, 2),
                entry("c", "r", 1, 3)))
        .containsExactly("b");
  }

  @Test
  void publisherWithMost_isTheNewcomersIfItWouldBe() {
    assertThat(
            evicted(
                entry("n", "p", 1, 9),
                entry("a", "q", 1, 1),
                entry("b", "r", 1, 2),
                entry("c", "p", 1, 3)))
        .containsExactly("c");
  }

  @Test
  void manyBytes_giveUpAsManyAsItTakes() {
    assertThat(evicted(entry("n", "p", 90, 9), entry("a", "q", 40, 1), entry("b", "q", 40, 2)))
        .containsExactly("a", "b");
  }

  @Test
  void expiredResults_goFirst() {
    Entry expired = new Entry("x", new ConnectionId("q"), 1, NOW, NOW);

    assertThat(
            evicted(entry("n", "p", 1, 9), entry("a", "q", 1, 1), entry("b", "q", 1, 2), expired))
        .containsExactly("x");
  }

  private List<String> evicted(Entry newcomer, Entry... waiting) {
    return bounds.evictions(List.of(waiting), newcomer, NOW).orElseThrow().stream()
        .map(Entry::id)
        .toList();
  }

  private static Entry entry(String id, String publisher, int bytes, int second) {
    return new Entry(
        id,
        new ConnectionId(publisher),
        bytes,
        NOW.plusSeconds(second),
        NOW.plusSeconds(second + 60));
  }
}
