// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients may do that a well-behaved one does not, or seldom. */
@Tag("edges")
@ExtendWith(TargetExtension.class)
class EdgesIT {
  /** Longer than the queue takes to bring again what an environment had no time for: a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final EmbeddedRelay relay;
  private final Table table;
  private final List<Client> clients = new ArrayList<>();
  private final String guid = UUID.randomUUID().toString();

  EdgesIT(EmbeddedRelay relay) {
    this.relay = relay;
    this.table = relay.table();
  }

  @AfterEach
  void closeClients() {
    clients.forEach(Client::close);
  }

  @Test
  void differentResult_afterAnAck_isKeptAndDelivered() {
    Client router = connect().send("subscribe: " + guid);
    table.awaitSubscribers(guid, 1);
    Client worker = connect().send(result(1));
    assertThat(router.next()).isEqualTo(result(1));
    router.send("ack: " + guid);
    assertThat(worker.next()).contains("\"type\":\"ack\"");
    router.send("unsubscribe: " + guid);
    table.awaitSubscribers(guid, 0);

    assertThat(worker.send(result(2)).next()).isEqualTo(Protocol.nack(guid));

    assertThat(router.send("subscribe: " + guid).next()).isEqualTo(result(2));
  }

  @Test
  void resultsThatComeAtOnce_areBoundedAndLeaveRoomForTheRealOne() {
    int attackers = 16;
    int each = 4;
    List<Client> crowd = IntStream.range(0, attackers).mapToObj(_ -> connect()).toList();
    for (int i = 0; i < attackers * each; i++) {
      crowd.get(i % attackers).send(result(i));
    }
    await().atMost(PATIENCE).until(() -> connectionsThatSent(guid).size() == attackers * each);

    assertThat(connect().send("{\"guid\":\"" + guid + "\",\"real\":true}").next())
        .isEqualTo(Protocol.nack(guid));

    assertThat(table.sortKeys("guid#" + guid).stream().filter(key -> key.startsWith("pending#")))
        .hasSizeLessThanOrEqualTo(PendingBounds.DEFAULT.maxResults());
    assertThat(connect().send("subscribe: " + guid).next()).contains("\"real\":true");
  }

  @Test
  void clientsThatSubscribeAndCloseAtOnce_leaveNothingBehind() {
    int count = 200;
    for (int i = 0; i < count; i++) {
      try (Client client = relay.target().connect()) {
        client.send("subscribe: " + guid);
      }
    }

    await().atMost(PATIENCE).until(() -> connectionsThatSent(guid).size() == count);
    List<String> connections = connectionsThatSent(guid);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(table.subscribers(guid)).isZero();
              assertThat(connections.stream().filter(id -> table.rowsOf(id) > 0)).isEmpty();
            });
  }

  /** Once for each message that names the guid and has been handled. */
  private List<String> connectionsThatSent(String named) {
    return relay.invocations().stream()
        .flatMap(invocation -> Message.of(invocation.event()).stream())
        .filter(message -> message.body().contains(named))
        .map(Message::connectionId)
        .toList();
  }

  private Client connect() {
    Client client = relay.target().connect();
    clients.add(client);
    return client;
  }

  private String result(int number) {
    return "{\"guid\":\"" + guid + "\",\"n\":" + number + "}";
  }
}
