// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.StoreException.Kind;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.testkit.RelayFixture;
import dev.eventsrelay.testkit.Stores;
import dev.eventsrelay.testkit.Stores.Around;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody is sure to repeat uses the time it has. */
class PersistenceTest {
  private static final String RESULT = "{\"guid\":\"g\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final RelayFixture relay = new RelayFixture();
  private final TestClock clock = relay.clock();

  @ParameterizedTest
  @ValueSource(strings = {"subscribe: g", "unsubscribe: g", "ack: g"})
  void command_onStoreThatTakesLongerThanItsTimeout_isDone(String command) {
    relay.send(worker, RESULT);
    relay.around(slow(Duration.ofMillis(2_500)));

    assertThat(relay.send(router, command)).isEqualTo(new Done());
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe: g", "unsubscribe: g", "ack: g"})
  void command_duringTenSecondsOfThrottling_isDone(String command) {
    relay.send(worker, RESULT);
    Instant end = clock.instant().plusSeconds(10);
    relay.around(
        (_, call) -> {
          if (clock.instant().isBefore(end)) {
            throw new StoreException(Kind.THROTTLED, "throttled", null);
          }
          return call.get();
        });

    assertThat(relay.send(router, command)).isEqualTo(new Done());
  }

  @Test
  void command_onStoreThatNeverAnswers_endsByItsDeadline() {
    Instant start = clock.instant();
    relay.around(slow(Duration.ofHours(1)));

    assertThat(relay.send(router, "subscribe: g")).isEqualTo(new StoreFailed());

    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(20));
  }

  @Test
  void command_thatTheStoreRefusesForGood_isTriedOnce() {
    relay.around(
        (_, _) -> {
          throw new StoreException(Kind.REJECTED, "no such table", null);
        });
    Instant start = clock.instant();

    assertThat(relay.send(router, "subscribe: g")).isEqualTo(new StoreFailed());

    assertThat(clock.instant()).isEqualTo(start);
  }

  @Test
  void result_onStoreThatTakesLongerThanItsTimeout_isDelivered() {
    relay.send(router, "subscribe: g");
    relay.around(slow(Duration.ofMillis(2_500)));

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Relayed());
  }

  @Test
  void result_duringTenSecondsOfThrottling_isKept() {
    Instant end = clock.instant().plusSeconds(10);
    relay.around(
        (_, call) -> {
          if (clock.instant().isBefore(end)) {
            throw new StoreException(Kind.THROTTLED, "throttled", null);
          }
          return call.get();
        });

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Kept());
  }

  @Test
  void admission_whoseAnswerIsLost_stillMakesRoom() {
    fill();
    AtomicBoolean lost = new AtomicBoolean();
    relay.around(
        (operation, call) -> {
          Object answer = call.get();
          if (operation.equals("admit") && !lost.getAndSet(true)) {
            throw new StoreException(Kind.TIMED_OUT, "the answer is lost", null);
          }
          return answer;
        });

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Kept());

    assertThat(relay.results().pendingRows()).isEqualTo(PendingBounds.DEFAULT.maxResults());
  }

  @Test
  void displacedResult_thatCannotBeDiscardedAtFirst_isDiscarded() {
    fill();
    relay.around(Stores.failing(1, "discard"));

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Kept());

    assertThat(relay.results().pendingRows()).isEqualTo(PendingBounds.DEFAULT.maxResults());
  }

  /** As many results wait for the guid as may. */
  private void fill() {
    for (int i = 0; i < PendingBounds.DEFAULT.maxResults(); i++) {
      relay.send(new ConnectionId(i + "="), "{\"guid\":\"g\",\"n\":" + i + "}");
    }
  }

  /** A store whose calls take that long, and end by their deadlines. */
  private Around slow(Duration time) {
    return (operation, call) -> {
      Deadline deadline = (Deadline) call.arguments().getLast();
      Duration spent = deadline.remainingUpTo(time);
      clock.advance(spent);
      if (spent.compareTo(time) < 0) {
        throw new StoreException(Kind.TIMED_OUT, operation + " took too long", null);
      }
      return call.get();
    };
  }
}
