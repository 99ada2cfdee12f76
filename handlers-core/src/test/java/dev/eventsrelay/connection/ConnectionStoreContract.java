// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connection store promises. The fake and DynamoDB both pass it, so a test that uses the
 * fake says something about production.
 */
public abstract class ConnectionStoreContract {
  protected static final Duration TTL = Duration.ofMinutes(130);

  /** More than any test adds but those of the bound. */
  private static final int MAX_SUBSCRIPTIONS = 2_400;

  private static final int FEW = 160;

  private final TestClock clock = new TestClock(Instant.now());
  private final ConnectionId alice = connection();
  private final ConnectionId bob = connection();
  private final Topic topic = new Topic(UUID.randomUUID().toString());

  /**
   * A store over whatever is there already, with the contract's lifetime and that clock and bound.
   */
  protected abstract ConnectionStore store(InstantSource clock, int maxSubscriptions);

  @Test
  void subscribers_ofUnknownTopic_areNone() {
    assertThat(store().subscribers(topic, soon())).isEmpty();
  }

  @Test
  void subscribers_afterSubscribe_includeEveryConnection() {
    store().subscribe(alice, topic, soon());
    store().subscribe(bob, topic, soon());

    assertThat(store().subscribers(topic, soon())).containsExactlyInAnyOrder(alice, bob);
  }

  @Test
  void subscribe_twice_isOneSubscription() {
    store().subscribe(alice, topic, soon());
    store().subscribe(alice, topic, soon());

    assertThat(store().subscribers(topic, soon())).containsExactly(alice);
    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(1);
  }

  @Test
  void subscribers_ofTopicThatIsSuffixOrPrefix_areNotFound() {
    store().subscribe(alice, new Topic("x:" + topic), soon());
    store().subscribe(alice, new Topic(topic + "x"), soon());

    assertThat(store().subscribers(topic, soon())).isEmpty();
  }

  @Test
  void unsubscribe_oneOfTwo_leavesTheOther() {
    store().subscribe(alice, topic, soon());
    store().subscribe(bob, topic, soon());

    store().unsubscribe(alice, topic, soon());

    assertThat(store().subscribers(topic, soon())).containsExactly(bob);
  }

  @Test
  void unsubscribeAll_afterUnsubscribe_leavesNothing() {
    store().subscribe(alice, topic, soon());
    store().unsubscribe(alice, topic, soon());

    store().unsubscribeAll(alice, soon());

    assertThat(store().subscribers(topic, soon())).isEmpty();
    assertThat(store().unsubscribeAll(alice, soon())).isZero();
  }

  @Test
  void unsubscribeAll_countsWhatHadNotEndedBefore() {
    for (int i = 0; i < 5; i++) {
      store().subscribe(alice, new Topic(topic + "-" + i), soon());
    }
    for (int i = 0; i < 3; i++) {
      store().unsubscribe(alice, new Topic(topic + "-" + i), soon());
    }

    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(2);
  }

  @Test
  void connection_isConnected_fromConnectToDisconnect() {
    assertThat(store().isConnected(alice, soon())).isFalse();

    store().connect(alice, clock.instant(), soon());
    assertThat(store().isConnected(alice, soon())).isTrue();

    store().disconnect(alice, soon());
    store().disconnect(alice, soon());
    assertThat(store().isConnected(alice, soon())).isFalse();
  }

  @Test
  void connection_afterItsTtl_isNotConnectedThoughStillStored() {
    store().connect(alice, clock.instant(), soon());

    clock.advance(TTL.plusSeconds(1));

    assertThat(store().isConnected(alice, soon())).isFalse();
  }

  @Test
  void subscribe_beyondTheBound_isRefusedAndLeavesNothing() {
    List<Topic> topics =
        IntStream.range(0, FEW + 40).mapToObj(i -> new Topic(topic + "-" + i)).toList();
    Set<Topic> added = ConcurrentHashMap.newKeySet();
    inParallel(
        topics,
        each -> {
          if (boundedStore().subscribe(alice, each, inTime())) {
            added.add(each);
          }
        });

    assertThat(added).hasSizeBetween(FEW * 3 / 4, FEW);
    assertThat(topics)
        .filteredOn(each -> !added.contains(each))
        .allSatisfy(each -> assertThat(boundedStore().subscribers(each, soon())).isEmpty());
    assertThat(boundedStore().subscribe(alice, added.iterator().next(), soon())).isTrue();
    assertThat(boundedStore().subscribe(bob, topic, soon())).isTrue();
    assertThat(boundedStore().unsubscribeAll(alice, inTime())).isEqualTo(added.size());
  }

  @Test
  void subscribe_someTimeAfterTheBoundWasReached_isPossibleAgain() {
    List<Topic> topics =
        IntStream.range(0, FEW + 40).mapToObj(i -> new Topic(topic + "-" + i)).toList();
    inParallel(topics, each -> boundedStore().subscribe(alice, each, inTime()));

    clock.advance(Duration.ofMinutes(20));

    assertThat(boundedStore().subscribe(alice, topic, soon())).isTrue();
  }

  @Test
  void unsubscribe_unknown_isFine() {
    store().unsubscribe(alice, topic, soon());

    assertThat(store().subscribers(topic, soon())).isEmpty();
  }

  @Test
  void unsubscribeAll_unknown_removesNothing() {
    assertThat(store().unsubscribeAll(alice, soon())).isZero();
  }

  @Test
  void unsubscribeAll_withSubscriptions_removesThemAllAndNoOthers() {
    Topic other = new Topic(UUID.randomUUID().toString());
    store().connect(alice, clock.instant(), soon());
    store().subscribe(alice, topic, soon());
    store().subscribe(alice, other, soon());
    store().subscribe(bob, topic, soon());

    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(2);

    assertThat(store().subscribers(topic, soon())).containsExactly(bob);
    assertThat(store().subscribers(other, soon())).isEmpty();
    assertThat(store().unsubscribeAll(alice, soon())).isZero();
  }

  @Test
  void unsubscribeAll_withMoreSubscriptionsThanOnePageHolds_removesThemAll() {
    List<Topic> topics =
        IntStream.range(0, 1_300).mapToObj(i -> new Topic(longText(1_000) + i)).toList();
    inParallel(topics, each -> store().subscribe(alice, each, inTime()));

    assertThat(store().unsubscribeAll(alice, inTime())).isEqualTo(topics.size());

    assertThat(store().subscribers(topics.getFirst(), soon())).isEmpty();
    assertThat(store().subscribers(topics.getLast(), soon())).isEmpty();
    assertThat(store().unsubscribeAll(alice, soon())).isZero();
  }

  @Test
  void subscribers_overSeveralPages_areAllFound() {
    Topic popular = new Topic(longText(900) + UUID.randomUUID());
    Set<ConnectionId> connections =
        IntStream.range(0, 1_300).mapToObj(_ -> connection()).collect(Collectors.toSet());
    inParallel(connections, each -> store().subscribe(each, popular, inTime()));

    assertThat(store().subscribers(popular, inTime())).isEqualTo(connections);
  }

  @Test
  void subscribers_afterConnectionTtl_areNotFoundThoughStillStored() {
    store().subscribe(alice, topic, soon());

    clock.advance(TTL.minusSeconds(2));
    assertThat(store().subscribers(topic, soon())).containsExactly(alice);
    clock.advance(Duration.ofSeconds(3));
    assertThat(store().subscribers(topic, soon())).isEmpty();
  }

  @Test
  void unsubscribeAll_minutesAfterSubscribe_stillCleansUp() {
    store().subscribe(alice, topic, soon());
    clock.advance(Duration.ofMinutes(9));

    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(1);

    assertThat(store().subscribers(topic, soon())).isEmpty();
  }

  @Test
  void subscription_olderThanTheCleanUpRemembers_stillCounts() {
    store().subscribe(alice, topic, soon());
    clock.advance(Duration.ofMinutes(60));

    assertThat(store().subscribers(topic, soon())).containsExactly(alice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " leading and trailing ",
        "with # and / and \\ and \"",
        "control \u0000\u0001\u001f\u007f characters",
        "J\u00fcrgen \u20ac \u4e16\u754c \ud83d\ude80",
        "subscriber#x"
      })
  void topic_ofAnyText_isKeptExactly(String text) {
    Topic odd = new Topic(text + UUID.randomUUID());
    store().subscribe(alice, odd, soon());

    assertThat(store().subscribers(odd, soon())).containsExactly(alice);
    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(1);
  }

  @Test
  void topic_ofGreatestLength_isStored() {
    Topic longest = new Topic("\u20ac".repeat(Topic.MAX_BYTES / 3));
    store().subscribe(alice, longest, soon());

    assertThat(store().subscribers(longest, soon())).containsExactly(alice);
    assertThat(store().unsubscribeAll(alice, soon())).isEqualTo(1);
  }

  private ConnectionStore store() {
    return store(clock, MAX_SUBSCRIPTIONS);
  }

  private ConnectionStore boundedStore() {
    return store(clock, FEW);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(10), MonotonicClock.system());
  }

  private static Deadline inTime() {
    return Deadline.after(Duration.ofSeconds(60), MonotonicClock.system());
  }

  private static ConnectionId connection() {
    return new ConnectionId(UUID.randomUUID().toString().substring(0, 15) + "=");
  }

  private static String longText(int length) {
    return "x".repeat(length);
  }

  private static <T> void inParallel(Iterable<T> items, Consumer<T> action) {
    List<Future<?>> actions = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (T item : items) {
        actions.add(threads.submit(() -> action.accept(item)));
      }
    }
    assertThat(actions.stream().filter(each -> each.state() == Future.State.FAILED))
        .extracting(Future::exceptionNow)
        .isEmpty();
  }
}
