// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.testkit.RelayFixture;
import org.junit.jupiter.api.Test;

/** Only a repeat of the very bytes that were acknowledged is answered from memory. */
class AcknowledgedResultsTest {
  private static final String ACK =
      "{\"type\":\"ack\",\"guid\":\"g\",\"acknowledgedBy\":\"router=\"}";
  private static final String FIRST = "{\"guid\":\"g\",\"n\":1}";
  private static final String SECOND = "{\"guid\":\"g\",\"n\":2}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final ConnectionId attacker = new ConnectionId("attacker=");
  private final RelayFixture relay = new RelayFixture();

  @Test
  void differentResult_afterAnAck_isKeptForTheNextSubscriber() {
    acknowledge(FIRST, worker);

    assertThat(relay.send(worker, SECOND)).isEqualTo(new Kept());
    relay.send(router, "subscribe: g");

    assertThat(relay.clients().receivedBy(router)).containsExactly(FIRST, SECOND);
    assertThat(relay.clients().receivedBy(worker)).containsExactly(ACK);
  }

  @Test
  void realResult_afterSomebodyAcknowledgedRubbish_isNotThrownAway() {
    relay.send(attacker, FIRST);
    relay.send(attacker, "subscribe: g");
    relay.send(attacker, "ack: g");
    relay.send(attacker, "unsubscribe: g");

    assertThat(relay.send(worker, SECOND)).isEqualTo(new Kept());

    assertThat(relay.clients().receivedBy(worker)).isEmpty();
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).hasSize(1);
  }

  @Test
  void differentResult_whosePostFailsAfterAnAck_isKept() {
    relay.send(router, "subscribe: g");
    relay.send(worker, FIRST);
    relay.send(router, "ack: g");
    relay.clients().script(router, () -> new Refused(403, "Forbidden"));

    assertThat(relay.send(worker, SECOND)).isEqualTo(new Kept());
  }

  @Test
  void sameResult_afterItsAck_isAnsweredFromMemory() {
    acknowledge(FIRST, worker);

    assertThat(relay.send(worker, FIRST)).isEqualTo(new Done());

    assertThat(relay.clients().receivedBy(worker)).containsExactly(ACK, ACK);
  }

  @Test
  void secondResult_afterItsOwnAck_isAnsweredFromMemoryToo() {
    acknowledge(FIRST, worker);
    acknowledge(SECOND, worker);

    assertThat(relay.send(worker, SECOND)).isEqualTo(new Done());
    assertThat(relay.send(worker, FIRST)).isEqualTo(new Kept());
  }

  @Test
  void ack_thatMayMeanEitherOfTwoResults_isRememberedForNone() {
    relay.send(worker, FIRST);
    relay.send(attacker, SECOND);
    relay.send(router, "ack: g");

    assertThat(relay.send(worker, FIRST)).isEqualTo(new Kept());
    assertThat(relay.send(attacker, SECOND)).isEqualTo(new Kept());
  }

  private void acknowledge(String result, ConnectionId from) {
    relay.send(router, "subscribe: g");
    relay.send(from, result);
    relay.send(router, "ack: g");
    relay.send(router, "unsubscribe: g");
  }
}
