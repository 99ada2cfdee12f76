// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.FunctionMetric;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.testkit.FakeClients;
import dev.eventsrelay.testkit.RecordingLog;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.RelayFixture;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's message leads to when the relay has no place for another call. */
class OverloadTest {
  private static final String RESULT = "{\"guid\":\"g\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final AtomicBoolean full = new AtomicBoolean();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final RelayFixture relay = new RelayFixture();
  private final FakeClients clients = relay.clients();
  private final RecordingLog log = relay.log();

  OverloadTest() {
    relay.around(
        (_, call) -> {
          if (full.get()) {
            throw new StoreException(
                StoreException.Kind.OVERLOADED, "too many calls under way", null);
          }
          return call.get();
        });
  }

  @Test
  void result_isTurnedAwayWithOneLineAndOneCount() {
    full.set(true);

    assertThat(send(worker, RESULT)).isEqualTo(new Overloaded());

    assertThat(log.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.level()).isEqualTo(Level.WARNING);
              assertThat(line.fields().get("outcome")).isEqualTo("Overloaded");
            });
    assertThat(metrics.counts()).containsEntry(FunctionMetric.Count.OVERLOADED, 1L);
    assertThat(metrics.failures()).containsOnlyKeys(ConnectionMetric.Failed.STORE_OVERLOADED);
  }

  @Test
  void result_thatWasTurnedAway_getsNoAckAndArrivesWhenItIsRepeated() {
    send(router, "subscribe: g");
    full.set(true);
    send(worker, RESULT);
    assertThat(clients.received()).isEmpty();
    full.set(false);

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
    send(router, "ack: g");

    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
    assertThat(clients.receivedBy(worker)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe: g", "unsubscribe: g", "ack: g"})
  void command_triesUntilItsDeadlineAndIsTurnedAwayWithOneLineAndOneCount(String command) {
    full.set(true);

    assertThat(send(router, command)).isEqualTo(new Overloaded());

    assertThat(log.lines()).hasSize(1);
    assertThat(metrics.counts()).containsEntry(FunctionMetric.Count.OVERLOADED, 1L);
    assertThat(metrics.counts().get(ConnectionMetric.Count.STORE_RETRIES)).isGreaterThan(10L);
  }

  @Test
  void result_thatFindsNoPlaceToPost_isKept() {
    send(router, "subscribe: g");
    clients.script(router, PostResult.Overloaded::new);

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
    assertThat(metrics.failures()).containsOnlyKeys(ConnectionMetric.Failed.POST_OVERLOADED);
  }

  @Test
  void ping_thatFindsNoPlaceToPost_isTurnedAway() {
    clients.script(router, PostResult.Overloaded::new);

    assertThat(send(router, "ping")).isEqualTo(new Overloaded());
  }

  private Outcome send(ConnectionId from, String body) {
    return relay.send(from, body, metrics, relay.clock().instant());
  }
}
