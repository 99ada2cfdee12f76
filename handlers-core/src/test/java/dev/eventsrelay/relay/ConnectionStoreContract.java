// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
  protected static final Duration CONNECTION_TTL = Duration.ofMinutes(130);
  protected static final Duration PUBLISHER_TTL = Duration.ofMinutes(5);

  protected static final Duration PENDING_TTL = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock(Instant.now());
  private final ConnectionId alice = connection();
  private final ConnectionId bob = connection();
  private final Guid guid = new Guid(UUID.randomUUID().toString());

  /** A store over whatever is there already, with the contract's lifetimes and that clock. */
  protected abstract ConnectionStore store(InstantSource clock);

  @Test
  void subscribers_ofUnknownGuid_areNone() {
    assertThat(store().subscribers(guid, soon())).isEmpty();
  }

  @Test
  void subscribers_afterSubscribe_includeEveryConnection() {
    store().subscribe(alice, guid, soon());
    store().subscribe(bob, guid, soon());

    assertThat(store().subscribers(guid, soon())).containsExactlyInAnyOrder(alice, bob);
  }

  @Test
  void subscribe_twice_isOneSubscription() {
    store().subscribe(alice, guid, soon());
    store().subscribe(alice, guid, soon());

    assertThat(store().subscribers(guid, soon())).containsExactly(alice);
    assertThat(store().disconnect(alice, soon())).isEqualTo(1);
  }

  @Test
  void subscribers_ofGuidThatIsSuffixOrPrefix_areNotFound() {
    store().subscribe(alice, new Guid("x:" + guid), soon());
    store().subscribe(alice, new Guid(guid + "x"), soon());

    assertThat(store().subscribers(guid, soon())).isEmpty();
  }

  @Test
  void unsubscribe_oneOfTwo_leavesTheOther() {
    store().subscribe(alice, guid, soon());
    store().subscribe(bob, guid, soon());

    store().unsubscribe(alice, guid, soon());

    assertThat(store().subscribers(guid, soon())).containsExactly(bob);
  }

  @Test
  void disconnect_afterUnsubscribe_leavesNothing() {
    store().subscribe(alice, guid, soon());
    store().unsubscribe(alice, guid, soon());

    store().disconnect(alice, soon());

    assertThat(store().subscribers(guid, soon())).isEmpty();
    assertThat(store().disconnect(alice, soon())).isZero();
  }

  @Test
  void unsubscribe_unknown_isFine() {
    store().unsubscribe(alice, guid, soon());

    assertThat(store().subscribers(guid, soon())).isEmpty();
  }

  @Test
  void disconnect_unknown_removesNothing() {
    assertThat(store().disconnect(alice, soon())).isZero();
  }

  @Test
  void disconnect_withSubscriptions_removesThemAllAndNoOthers() {
    Guid other = new Guid(UUID.randomUUID().toString());
    store().connect(alice, clock.instant(), soon());
    store().subscribe(alice, guid, soon());
    store().subscribe(alice, other, soon());
    store().subscribe(bob, guid, soon());

    assertThat(store().disconnect(alice, soon())).isEqualTo(2);

    assertThat(store().subscribers(guid, soon())).containsExactly(bob);
    assertThat(store().subscribers(other, soon())).isEmpty();
    assertThat(store().disconnect(alice, soon())).isZero();
  }

  @Test
  void disconnect_withMoreSubscriptionsThanOnePageHolds_removesThemAll() {
    List<Guid> guids =
        IntStream.range(0, 1_300).mapToObj(i -> new Guid(longText(1_000) + i)).toList();
    inParallel(guids, each -> store().subscribe(alice, each, inTime()));

    assertThat(store().disconnect(alice, inTime())).isEqualTo(guids.size());

    assertThat(store().subscribers(guids.getFirst(), soon())).isEmpty();
    assertThat(store().subscribers(guids.getLast(), soon())).isEmpty();
    assertThat(store().disconnect(alice, soon())).isZero();
  }

  @Test
  void subscribers_overSeveralPages_areAllFound() {
    Guid popular = new Guid(longText(900) + UUID.randomUUID());
    Set<ConnectionId> connections =
        IntStream.range(0, 1_300).mapToObj(_ -> connection()).collect(Collectors.toSet());
    inParallel(connections, each -> store().subscribe(each, popular, inTime()));

    assertThat(store().subscribers(popular, inTime())).isEqualTo(connections);
  }

  @Test
  void subscribers_afterConnectionTtl_areNotFoundThoughStillStored() {
    store().subscribe(alice, guid, soon());

    clock.advance(CONNECTION_TTL.minusSeconds(2));
    assertThat(store().subscribers(guid, soon())).containsExactly(alice);
    clock.advance(Duration.ofSeconds(3));
    assertThat(store().subscribers(guid, soon())).isEmpty();
  }

  @Test
  void disconnect_minutesAfterSubscribe_stillCleansUp() {
    store().subscribe(alice, guid, soon());
    clock.advance(Duration.ofMinutes(9));

    assertThat(store().disconnect(alice, soon())).isEqualTo(1);

    assertThat(store().subscribers(guid, soon())).isEmpty();
  }

  @Test
  void subscription_olderThanTheCleanUpRemembers_stillCounts() {
    store().subscribe(alice, guid, soon());
    clock.advance(Duration.ofMinutes(60));

    assertThat(store().subscribers(guid, soon())).containsExactly(alice);
  }

  @Test
  void acknowledge_ofUnknownGuid_goesNowhere() {
    assertThat(store().acknowledge(guid, alice, soon())).isEmpty();
  }

  @Test
  void acknowledge_afterTwoPublishers_goesToTheLatest() {
    store().savePublisher(guid, alice, soon());
    store().savePublisher(guid, bob, soon());

    assertThat(store().acknowledge(guid, alice, soon())).contains(bob);
  }

  @Test
  void acknowledge_afterThePublishersTtl_goesNowhere() {
    store().savePublisher(guid, alice, soon());

    clock.advance(PUBLISHER_TTL.minusSeconds(2));
    assertThat(store().acknowledge(guid, bob, soon())).contains(alice);
    clock.advance(Duration.ofSeconds(3));
    assertThat(store().acknowledge(guid, bob, soon())).isEmpty();
  }

  @Test
  void savePublisher_beforeAnyAck_knowsOfNone() {
    assertThat(store().savePublisher(guid, alice, soon())).isEmpty();
    assertThat(store().savePublisher(guid, bob, soon())).isEmpty();
  }

  @Test
  void savePublisher_afterAck_tellsWhoAcknowledgedEveryTime() {
    store().savePublisher(guid, alice, soon());
    store().acknowledge(guid, bob, soon());

    assertThat(store().savePublisher(guid, alice, soon())).contains(bob);
    assertThat(store().savePublisher(guid, alice, soon())).contains(bob);
  }

  @Test
  void savePublisher_longAfterAck_hasForgottenIt() {
    store().savePublisher(guid, alice, soon());
    store().acknowledge(guid, bob, soon());

    clock.advance(PUBLISHER_TTL.plusSeconds(1));

    assertThat(store().savePublisher(guid, alice, soon())).isEmpty();
    assertThat(store().savePublisher(guid, alice, soon())).isEmpty();
  }

  @Test
  void publisher_isNoSubscriberAndNoPendingResult() {
    store().savePublisher(guid, alice, soon());

    assertThat(store().subscribers(guid, soon())).isEmpty();
    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void pending_keptResult_isThereUntilDiscarded() {
    PendingResult result = pending("{\"guid\":\"\u20ac\"}");

    assertThat(store().keep(result, soon())).isTrue();
    assertThat(store().pending(guid, soon())).containsExactly(result);

    store().discard(result, soon());
    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void discard_unknown_isFine() {
    store().discard(pending("{}"), soon());

    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void keep_sameResultTwice_isOneThatLivesLonger() {
    PendingResult result = pending("{}");
    store().keep(result, soon());
    clock.advance(PENDING_TTL.minusSeconds(10));

    store().keep(result, soon());
    clock.advance(Duration.ofSeconds(20));

    assertThat(store().pending(guid, soon())).containsExactly(result);
  }

  @Test
  void pending_afterItsTtl_isNotDeliveredThoughStillStored() {
    store().keep(pending("{}"), soon());

    clock.advance(PENDING_TTL.plusSeconds(1));

    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void keep_ofTooManyForOneGuid_isRefusedAndRepeatsAreNot() {
    List<PendingResult> results =
        IntStream.range(0, 8).mapToObj(i -> pending("{\"n\":" + i + "}")).toList();
    assertThat(results).allSatisfy(result -> assertThat(store().keep(result, soon())).isTrue());

    assertThat(store().keep(pending("{\"n\":8}"), soon())).isFalse();
    assertThat(store().keep(results.getFirst(), soon())).isTrue();
    assertThat(store().pending(guid, soon())).containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void pending_ofLargestMessages_areAllFound() {
    List<PendingResult> results =
        IntStream.range(0, 8).mapToObj(i -> pending(i + "x".repeat(128 * 1024 - 1))).toList();
    results.forEach(result -> store().keep(result, soon()));

    assertThat(store().pending(guid, soon())).containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void pending_isNoSubscriberAndSurvivesDisconnect() {
    store().subscribe(alice, guid, soon());
    store().keep(pending("{}"), soon());

    assertThat(store().subscribers(guid, soon())).containsExactly(alice);
    store().disconnect(alice, soon());
    assertThat(store().pending(guid, soon())).hasSize(1);
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
  void guid_ofAnyText_isKeptExactly(String text) {
    Guid odd = new Guid(text + UUID.randomUUID());
    store().subscribe(alice, odd, soon());
    store().savePublisher(odd, bob, soon());

    assertThat(store().subscribers(odd, soon())).containsExactly(alice);
    store().keep(new PendingResult(odd, Frame.of("{}")), soon());

    assertThat(store().pending(odd, soon())).hasSize(1);
    assertThat(store().acknowledge(odd, alice, soon())).contains(bob);
    assertThat(store().disconnect(alice, soon())).isEqualTo(1);
  }

  @Test
  void guid_ofGreatestLength_isStored() {
    Guid longest = new Guid("\u20ac".repeat(Guid.MAX_BYTES / 3));
    store().subscribe(alice, longest, soon());

    assertThat(store().subscribers(longest, soon())).containsExactly(alice);
    assertThat(store().disconnect(alice, soon())).isEqualTo(1);
  }

  private PendingResult pending(String frame) {
    return new PendingResult(guid, Frame.of(frame));
  }

  private ConnectionStore store() {
    return store(clock);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(10), InstantSource.system());
  }

  private static Deadline inTime() {
    return Deadline.after(Duration.ofSeconds(60), InstantSource.system());
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
