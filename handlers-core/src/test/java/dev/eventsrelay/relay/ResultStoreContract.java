// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.ResultStore.Admission;
import dev.eventsrelay.relay.ResultStore.Admission.Admitted;
import dev.eventsrelay.relay.ResultStore.Admission.Refused;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every result store promises. The fake and DynamoDB both pass it, so a test that uses the
 * fake says something about production.
 */
public abstract class ResultStoreContract {
  protected static final Duration PUBLISHER_TTL = Duration.ofMinutes(5);
  protected static final Duration PENDING_TTL = Duration.ofMinutes(1);
  protected static final PendingBounds BOUNDS = PendingBounds.DEFAULT;

  private final TestClock clock = new TestClock(Instant.now());
  private final ConnectionId alice = connection();
  private final ConnectionId bob = connection();
  private final Guid guid = new Guid(UUID.randomUUID().toString());

  /** A store over whatever is there already, with the contract's lifetimes and that clock. */
  protected abstract ResultStore store(InstantSource clock);

  @Test
  void acknowledge_ofUnknownGuid_goesNowhere() {
    assertThat(store().acknowledge(guid, alice, soon())).isEmpty();
  }

  @Test
  void acknowledge_afterTwoPublishers_goesToTheLatest() {
    store().savePublisher(result("1"), alice, soon());
    store().savePublisher(result("2"), bob, soon());

    assertThat(store().acknowledge(guid, alice, soon())).contains(bob);
  }

  @Test
  void acknowledge_afterThePublishersTtl_goesNowhere() {
    store().savePublisher(result("1"), alice, soon());

    clock.advance(PUBLISHER_TTL.minusSeconds(2));
    assertThat(store().acknowledge(guid, bob, soon())).contains(alice);
    clock.advance(Duration.ofSeconds(3));
    assertThat(store().acknowledge(guid, bob, soon())).isEmpty();
  }

  @Test
  void savePublisher_beforeAnyAck_knowsOfNone() {
    assertThat(store().savePublisher(result("1"), alice, soon())).isEmpty();
    assertThat(store().savePublisher(result("1"), bob, soon())).isEmpty();
  }

  @Test
  void savePublisher_afterAck_tellsWhoAcknowledgedEveryTime() {
    store().savePublisher(result("1"), alice, soon());
    store().acknowledge(guid, bob, soon());

    assertThat(store().savePublisher(result("1"), alice, soon())).contains(bob);
    assertThat(store().savePublisher(result("1"), alice, soon())).contains(bob);
  }

  @Test
  void savePublisher_ofAnotherResultAfterAck_knowsOfNone() {
    store().savePublisher(result("1"), alice, soon());
    store().acknowledge(guid, bob, soon());

    assertThat(store().savePublisher(result("2"), alice, soon())).isEmpty();
    assertThat(store().savePublisher(result("2"), alice, soon())).isEmpty();
  }

  @Test
  void savePublisher_ofAnotherResultThatIsAcknowledgedToo_tellsWho() {
    store().savePublisher(result("1"), alice, soon());
    store().acknowledge(guid, bob, soon());
    store().savePublisher(result("2"), alice, soon());
    store().acknowledge(guid, bob, soon());

    assertThat(store().savePublisher(result("2"), alice, soon())).contains(bob);
  }

  @Test
  void acknowledge_whenDifferentResultsCame_countsForNone() {
    store().savePublisher(result("1"), alice, soon());
    store().savePublisher(result("2"), bob, soon());
    assertThat(store().acknowledge(guid, alice, soon())).contains(bob);

    assertThat(store().savePublisher(result("1"), alice, soon())).isEmpty();
    assertThat(store().savePublisher(result("2"), bob, soon())).isEmpty();
  }

  @Test
  void savePublisher_longAfterAck_hasForgottenIt() {
    store().savePublisher(result("1"), alice, soon());
    store().acknowledge(guid, bob, soon());

    clock.advance(PUBLISHER_TTL.plusSeconds(1));

    assertThat(store().savePublisher(result("1"), alice, soon())).isEmpty();
    assertThat(store().savePublisher(result("1"), alice, soon())).isEmpty();
  }

  @Test
  void savePublisher_longAfterDifferentResults_beginsAnew() {
    store().savePublisher(result("1"), alice, soon());
    store().savePublisher(result("2"), alice, soon());
    clock.advance(PUBLISHER_TTL.plusSeconds(1));

    store().savePublisher(result("3"), alice, soon());
    store().acknowledge(guid, bob, soon());

    assertThat(store().savePublisher(result("3"), alice, soon())).contains(bob);
  }

  @Test
  void publisher_isNoPendingResult() {
    store().savePublisher(result("1"), alice, soon());

    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void pending_keptResult_isThereUntilDiscarded() {
    Publication result = result("{\"guid\":\"\u20ac\"}");

    assertThat(keep(result, alice)).isEmpty();
    assertThat(store().pending(guid, soon())).containsExactly(result);

    store().discard(guid, result.id(), soon());
    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void discard_unknown_isFine() {
    store().discard(guid, result("1").id(), soon());

    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void keep_sameResultTwice_isOneThatLivesLonger() {
    Publication result = result("1");
    keep(result, alice);
    clock.advance(PENDING_TTL.minusSeconds(10));

    keep(result, alice);
    clock.advance(Duration.ofSeconds(20));

    assertThat(store().pending(guid, soon())).containsExactly(result);
  }

  @Test
  void pending_afterItsTtl_isNotDeliveredThoughStillStored() {
    keep(result("1"), alice);

    clock.advance(PENDING_TTL.plusSeconds(1));

    assertThat(store().pending(guid, soon())).isEmpty();
  }

  @Test
  void pending_comesLatestFirst() {
    for (int i = 0; i < 4; i++) {
      keep(result("n" + i), alice);
      clock.advance(Duration.ofMillis(5));
    }
    keep(result("n1"), alice);

    assertThat(store().pending(guid, soon()))
        .extracting(result -> result.frame().text())
        .containsExactly("n1", "n3", "n2", "n0");
  }

  @Test
  void guidThatOthersFilled_stillTakesAnotherPublishersResult() {
    for (int i = 0; i < 8; i++) {
      keep(result("rubbish " + i), alice);
      clock.advance(Duration.ofMillis(5));
    }

    assertThat(keep(result("real"), bob)).containsExactly(result("rubbish 0").id());

    assertThat(store().pending(guid, soon())).hasSize(8).first().isEqualTo(result("real"));
  }

  @Test
  void resultThatWaits_isNotDrivenOutByOneOtherPublisher() {
    keep(result("real"), bob);
    for (int i = 0; i < 50; i++) {
      clock.advance(Duration.ofMillis(5));
      keep(result("rubbish " + i), alice);
    }

    assertThat(store().pending(guid, soon())).hasSize(8).contains(result("real"));
  }

  @Test
  void resultsAtTheSameMoment_neverExceedTheBound() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> keeping = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Publication result = result("n" + i);
        ConnectionId publisher = connection();
        keeping.add(threads.submit(() -> keep(result, publisher)));
      }
      for (Future<?> each : keeping) {
        Object _ = each.get();
      }
    }

    assertThat(store().pending(guid, soon())).hasSize(BOUNDS.maxResults());
  }

  @Test
  void resultsOfManyBytes_giveWayToNewerOnes() {
    List<Publication> results =
        IntStream.range(0, 8).mapToObj(i -> result(i + "x".repeat(128 * 1024 - 1))).toList();
    for (Publication result : results) {
      clock.advance(Duration.ofMillis(5));
      keep(result, connection());
    }

    assertThat(store().pending(guid, soon())).containsExactly(results.get(7), results.get(6));
  }

  @Test
  void resultsThatHaveExpired_giveWayFirst() {
    for (int i = 0; i < 7; i++) {
      keep(result("old " + i), alice);
    }
    clock.advance(PENDING_TTL.plusSeconds(1));
    keep(result("new"), bob);

    assertThat(keep(result("newer"), alice)).hasSize(7);
    assertThat(store().pending(guid, soon()))
        .containsExactlyInAnyOrder(result("new"), result("newer"));
  }

  @Test
  void admit_again_namesWhatTheAttemptBeforeDisplaced() {
    for (int i = 0; i < BOUNDS.maxResults(); i++) {
      keep(result("n" + i), alice);
      clock.advance(Duration.ofMillis(5));
    }
    Set<String> displaced = new HashSet<>();
    Publication late = result("late");
    Admission first = store().admit(late, bob, displaced, soon());

    assertThat(store().admit(late, bob, displaced, soon())).isEqualTo(first);
    assertThat(first).isEqualTo(new Admitted(List.of(result("n0").id())));
  }

  @Test
  void admit_ofMoreThanTheBoundAlone_isRefused() {
    Publication large = result("x".repeat(BOUNDS.maxBytes() + 1));

    assertThat(store().admit(large, alice, new HashSet<>(), soon())).isEqualTo(new Refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"with # and \"", "control \u0000\u0001", "J\u00fcrgen \u20ac \ud83d\ude80"})
  void guid_ofAnyText_isKeptExactly(String text) {
    Publication odd = Publication.of(new Guid(text + UUID.randomUUID()), Frame.of("{}"));
    store().savePublisher(odd, bob, soon());
    keep(odd, bob);

    assertThat(store().pending(odd.guid(), soon())).containsExactly(odd);
    assertThat(store().acknowledge(odd.guid(), alice, soon())).contains(bob);
  }

  /** Keeps a result as the relay does; the ids of those that gave way. */
  private List<String> keep(Publication result, ConnectionId publisher) {
    return switch (store().admit(result, publisher, new HashSet<>(), soon())) {
      case Admitted(List<String> evicted) -> {
        evicted.forEach(id -> store().discard(result.guid(), id, soon()));
        store().keep(result, soon());
        if (!store().isAdmitted(result, soon())) {
          store().discard(result.guid(), result.id(), soon());
        }
        yield evicted;
      }
      case Refused _ -> throw new AssertionError(result + " was refused");
    };
  }

  private Publication result(String frame) {
    return Publication.of(guid, Frame.of(frame));
  }

  private ResultStore store() {
    return store(clock);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20), MonotonicClock.system());
  }

  private static ConnectionId connection() {
    return new ConnectionId(UUID.randomUUID().toString().substring(0, 15) + "=");
  }
}
