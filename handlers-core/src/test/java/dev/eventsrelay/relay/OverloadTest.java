// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Relayed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's message leads to when the relay has no place for another call. */
class OverloadTest {
  private static final String RESULT = "{\"guid\":\"g\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final FakeClients clients = new FakeClients();
  private final AtomicBoolean full = new AtomicBoolean();
  private final RecordingLog log = new RecordingLog();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final MessageRouter relay =
      new MessageRouter(
          Stores.around(
              new InMemoryConnectionStore(
                  Duration.ofHours(2),
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(1),
                  InstantSource.system()),
              (_, call) -> {
                if (full.get()) {
                  throw new StoreException(
                      StoreException.Kind.OVERLOADED, "too many calls under way", null);
                }
                return call.get();
              }),
          new Tasks(Executors.newVirtualThreadPerTaskExecutor()));

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
    assertThat(metrics.counts()).containsEntry(Counter.OVERLOADED, 1L);
    assertThat(metrics.failures()).containsOnlyKeys(Failure.STORE_OVERLOADED);
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
  void command_isTurnedAwayWithOneLineAndOneCount(String command) {
    full.set(true);

    assertThat(send(router, command)).isEqualTo(new Overloaded());

    assertThat(log.lines()).hasSize(1);
    assertThat(metrics.counts()).containsEntry(Counter.OVERLOADED, 1L);
  }

  @Test
  void result_thatFindsNoPlaceToPost_isKept() {
    send(router, "subscribe: g");
    clients.script(router, PostResult.Overloaded::new);

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
    assertThat(metrics.failures()).containsOnlyKeys(Failure.POST_OVERLOADED);
  }

  @Test
  void ping_thatFindsNoPlaceToPost_isTurnedAway() {
    clients.script(router, PostResult.Overloaded::new);

    assertThat(send(router, "ping")).isEqualTo(new Overloaded());
  }

  private Outcome send(ConnectionId from, String body) {
    return relay.route(
        body,
        new Invocation(
            from,
            InstantSource.system().instant(),
            clients,
            Deadline.after(Duration.ofSeconds(20), InstantSource.system()),
            log,
            metrics));
  }
}
