// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.RelayFixture;
import dev.eventsrelay.testkit.Stores;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sender of a result that nobody is subscribed to is told so, when the result is safe. */
class NackTest {
  private static final String RESULT = "{\"guid\":\"g\"}";
  private static final String NACK =
      "{\"type\":\"nack\",\"guid\":\"g\",\"reason\":\"no-listeners\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final RelayFixture relay = new RelayFixture(Duration.ofMinutes(1), true);

  @Test
  void result_withoutSubscriber_isKeptAndThenNacked() {
    relay
        .clients()
        .script(
            worker,
            () -> {
              assertThat(relay.results().pending(new Guid("g"), relay.inTime())).hasSize(1);
              return new PostResult.Delivered();
            });
    RecordingMetrics told = new RecordingMetrics();

    Outcome outcome = relay.send(worker, RESULT, told, relay.clock().instant());

    assertThat(outcome).isEqualTo(new Kept());
    assertThat(relay.clients().receivedBy(worker)).containsExactly(NACK);
    assertThat(told.counts()).containsEntry(RelayMetric.Count.NACKS, 1L);
    relay.send(router, "subscribe: g");
    assertThat(relay.clients().receivedBy(router)).containsExactly(RESULT);
  }

  @Test
  void guid_thatNeedsEscapes_isNackedInJson() {
    relay.send(worker, "{\"guid\":\"a\\\"b\\\\c\\u0001\"}");

    assertThat(relay.clients().receivedBy(worker))
        .containsExactly(
            "{\"type\":\"nack\",\"guid\":\"a\\\"b\\\\c\\u0001\",\"reason\":\"no-listeners\"}");
  }

  @Test
  void result_whoseSubscribersAreAllGone_isNacked() {
    relay.send(router, "subscribe: g");
    relay.clients().script(router, Gone::new);

    relay.send(worker, RESULT);

    assertThat(relay.clients().receivedBy(worker)).containsExactly(NACK);
  }

  @Test
  void result_thatMayNotBeKept_isNacked() {
    RelayFixture keepsNone = new RelayFixture(Duration.ZERO, true);

    assertThat(keepsNone.send(worker, RESULT)).isEqualTo(new NobodyWaits());

    assertThat(keepsNone.clients().receivedBy(worker)).containsExactly(NACK);
  }

  @Test
  void result_thatReachedItsSubscriber_isNotNacked() {
    relay.send(router, "subscribe: g");

    relay.send(worker, RESULT);

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
  }

  @Test
  void result_whosePostsFail_isNotNacked() {
    relay.send(router, "subscribe: g");
    relay.clients().script(router, () -> new Refused(403, "Forbidden"));

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Kept());

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
  }

  @Test
  void result_whoseSubscriberComesLateAndCannotBePostedTo_isNotNacked() {
    relay.around(Stores.before("keep", () -> relay.send(router, "subscribe: g")));
    for (int i = 0; i < 2; i++) {
      relay.clients().script(router, () -> new Refused(403, "Forbidden"));
    }

    assertThat(relay.send(worker, RESULT)).isEqualTo(new Kept());

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
  }

  @Test
  void result_thatTheStoreDoesNotKeep_isNotNacked() {
    for (String operation : new String[] {"admit", "keep", "isAdmitted", "subscribers"}) {
      relay.around(Stores.failing(operation));
      relay.send(worker, RESULT);
    }

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
  }

  @Test
  void result_thatIsTurnedAway_isNotNacked() {
    relay.around(
        (_, _) -> {
          throw new StoreException(StoreException.Kind.OVERLOADED, "too many calls", null);
        });

    relay.send(worker, RESULT);

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
  }

  @Test
  void acknowledgedResult_whenItIsRepeated_isAckedAndNotNacked() {
    relay.send(router, "subscribe: g");
    relay.send(worker, RESULT);
    relay.send(router, "ack: g");
    relay.send(router, "unsubscribe: g");

    relay.send(worker, RESULT);

    assertThat(relay.clients().receivedBy(worker))
        .hasSize(2)
        .allMatch(frame -> frame.startsWith("{\"type\":\"ack\""));
  }

  @Test
  void nack_thatIsTurnedOff_isNotSent() {
    RelayFixture silent = new RelayFixture();

    assertThat(silent.send(worker, RESULT)).isEqualTo(new Kept());

    assertThat(silent.clients().received()).isEmpty();
  }
}
