// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.function.FunctionMetric;
import dev.eventsrelay.relay.Outcome.ConnectionClosed;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.TooManySubscriptions;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.RelayFixture;
import dev.eventsrelay.testkit.Stores;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a connection leaves behind when it closes, in whatever order its events are handled. */
class ClosedConnectionsTest {
  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final RelayFixture relay = new RelayFixture();

  @Test
  void subscription_thatIsHandledAfterItsConnectionClosed_leavesNothing() {
    relay.clients().close(router);

    assertThat(relay.send(router, "subscribe: g")).isEqualTo(new ConnectionClosed());

    assertThat(relay.connections().rows()).isEmpty();
  }

  @Test
  void subscription_ofConnectionWhoseRowIsMissing_staysIfItIsOpen() {
    assertThat(relay.send(router, "subscribe: g")).isEqualTo(new Done());

    assertThat(relay.connections().subscribers(new Topic("g"), relay.inTime()))
        .containsExactly(router);
  }

  @Test
  void subscription_ofConnectionThatIsRemembered_asksNobodyElse() {
    relay.connections().connect(router, relay.clock().instant(), relay.inTime());
    relay.clients().close(router);

    assertThat(relay.send(router, "subscribe: g")).isEqualTo(new Done());
  }

  @Test
  void goneSubscriber_whoseNoteHasExpired_losesItsRowAllTheSame() {
    relay.send(router, "subscribe: g");
    relay.clock().advance(Duration.ofMinutes(30));
    relay.clients().close(router);

    relay.send(worker, "{\"guid\":\"g\"}");

    assertThat(relay.connections().subscribers(new Topic("g"), relay.inTime())).isEmpty();
  }

  @Test
  void goneSubscriber_isForgottenAfterTheOutcome_andItsTimeDoesNotCount() {
    ConnectionId other = new ConnectionId("other=");
    relay.send(router, "subscribe: g");
    relay.send(other, "subscribe: g");
    relay.clients().close(router);
    AtomicBoolean cleaning = new AtomicBoolean();
    relay.around(
        Stores.before(
            "disconnect",
            () -> {
              cleaning.set(true);
              relay.clock().advance(Duration.ofSeconds(5));
            }));
    RecordingMetrics told = new RecordingMetrics();

    Outcome outcome = relay.send(worker, "{\"guid\":\"g\"}", told, relay.clock().instant());

    assertThat(outcome).isEqualTo(new Relayed());
    assertThat(cleaning).isTrue();
    assertThat(told.times(RelayMetric.Time.RELAY)).containsExactly(Duration.ZERO);
    assertThat(told.counts()).containsEntry(ConnectionMetric.Count.CONNECTIONS_GONE, 1L);
  }

  @Test
  void subscriptions_beyondTheBound_areRefusedWithACount() {
    RecordingMetrics told = new RecordingMetrics();
    Outcome last = new Done();
    for (int i = 0; i < 1_001; i++) {
      last = relay.send(router, "subscribe: g" + i, told, relay.clock().instant());
    }

    assertThat(last).isEqualTo(new TooManySubscriptions());
    assertThat(told.counts()).containsEntry(FunctionMetric.Count.SUBSCRIPTIONS_REFUSED, 1L);
    assertThat(relay.connections().subscribers(new Topic("g1000"), relay.inTime())).isEmpty();
    assertThat(relay.send(worker, "subscribe: g")).isEqualTo(new Done());
  }
}
