// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.faults.ConnectionFaults;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Faults;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscribers that are gone, slow, failing or many, next to healthy ones. */
@ExtendWith(TargetExtension.class)
class SubscribersIT {
  /**
   * Shorter than the relay waits for the answer to a post, longer than a test listens for silence.
   */
  private static final Duration SLOWNESS = Duration.ofSeconds(2);

  /** Fewer messages of one client than its fair share of three environments. */
  private static final int AT_ONCE = 25;

  private final EmbeddedRelay shared;
  private final Table table;
  private final List<Client> clients = new ArrayList<>();
  private final String guid = UUID.randomUUID().toString();
  private final String result = "{\"guid\":\"" + guid + "\",\"code\":0}";

  SubscribersIT(EmbeddedRelay shared) {
    this.shared = shared;
    this.table = shared.table();
  }

  @AfterEach
  void closeClients() {
    clients.forEach(Client::close);
  }

  @Test
  void goneSubscriber_losesAllItsRowsAndDelaysNobody() {
    String ghost = "Z2hvc3Qtcm93cwE=";
    long later = Instant.now().plusSeconds(3_600).getEpochSecond();
    Client router = connect(shared);
    router.send("subscribe: " + guid);
    table.awaitSubscribers(guid, 1);
    table.putGhostSubscriber(guid, ghost, later);
    table.putGhostSubscriber("other-" + guid, ghost, later);

    connect(shared).send(result);

    assertThat(router.next()).isEqualTo(result);
    table.awaitSubscribers(guid, 1);
    table.awaitSubscribers("other-" + guid, 0);
    await().until(() -> table.rowsOf(ghost) == 0);
  }

  @Test
  void expiredSubscriber_isNotServedThoughItsRowIsStillThere() {
    Client router = connect(shared);
    String routerId = Protocol.connectionIdOf(router);
    table.putGhostSubscriber(guid, routerId, Instant.now().minusSeconds(1).getEpochSecond());

    connect(shared).send(result);

    router.receivesNothing();
  }

  @Test
  void hundredsOfSubscriptions_areGoneAfterDisconnect() {
    Client router = connect(shared);
    String routerId = Protocol.connectionIdOf(router);
    List<String> guids = IntStream.range(0, 300).mapToObj(i -> guid + "-" + i).toList();
    inTurns(
        guids,
        each -> router.send("subscribe: " + each),
        sent ->
            guids.subList(Math.max(0, sent - AT_ONCE), sent).stream()
                .allMatch(each -> table.subscribers(each) == 1));

    router.close();

    await().atMost(Duration.ofSeconds(30)).until(() -> table.rowsOf(routerId) == 0);
    assertThat(guids.parallelStream().mapToLong(table::subscribers)).containsOnly(0L);
  }

  @Test
  void fanOut_toTwoHundred_reachesEach() {
    List<Client> routers = IntStream.range(0, 200).mapToObj(_ -> connect(shared)).toList();
    inTurns(
        routers,
        router -> router.send("subscribe: " + guid),
        sent -> table.subscribers(guid) == sent);

    connect(shared).send(result);

    assertThat(routers).allSatisfy(router -> assertThat(router.next()).isEqualTo(result));
  }

  @Test
  void stalledSubscriber_delaysNobody() {
    Client stalled = connect(shared);
    String stalledId = Protocol.connectionIdOf(stalled);
    Client healthy = connect(shared);
    stalled.send("subscribe: " + guid);
    healthy.send("subscribe: " + guid);
    table.awaitSubscribers(guid, 2);
    assertThat(new ConnectionFaults(shared.emulator().gateway()).stall(stalledId)).isTrue();

    Client worker = connect(shared);
    for (int i = 0; i < 5; i++) {
      worker.send(result);
      assertThat(healthy.next(Duration.ofSeconds(5))).isEqualTo(result);
    }
    stalled.drop();
  }

  @Test
  void slowAndFailingAndGonePosts_delayNobodyAndAreToldApart() {
    try (EmbeddedRelay relay =
        EmbeddedRelay.start(
            builder ->
                builder
                    .dynamoDbEndpoint(shared.emulator().dynamoDbEndpoint())
                    .environments(1)
                    .faults(1))) {
      Client healthy = connect(relay);
      Client slow = connect(relay);
      Client failing = connect(relay);
      Client gone = connect(relay);
      String goneId = Protocol.connectionIdOf(gone);
      String failingId = Protocol.connectionIdOf(failing);
      Optional<String> slowId = Optional.of(Protocol.connectionIdOf(slow));
      Faults faults = relay.emulator().faults();
      faults.inject(new DelayPosts(SLOWNESS, 1, slowId));
      faults.inject(new FailPosts(500, FailPosts.Client.MISSES, 1, Optional.of(failingId)));
      faults.inject(new FailPosts(410, FailPosts.Client.MISSES, 1, Optional.of(goneId)));
      for (Client client : List.of(healthy, slow, failing, gone)) {
        client.send("subscribe: " + guid);
      }
      table.awaitSubscribers(guid, 4);

      connect(relay).send(result);

      assertThat(healthy.next(Duration.ofSeconds(5))).isEqualTo(result);
      slow.receivesNothing();
      table.awaitSubscribers(guid, 3);
      await().until(() -> table.rowsOf(goneId) == 0);
      assertThat(slow.next()).isEqualTo(result);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(
              () ->
                  relay.logLines().stream()
                      .map(EmbeddedRelay.LogLine::text)
                      .anyMatch(
                          line ->
                              line.contains("\"message\":\"result\"")
                                  && line.contains("\"delivered\":2")
                                  && line.contains("\"gone\":1")
                                  && line.contains("\"failed\":1")));
      assertThat(table.sortKeys("guid#" + guid)).contains("subscriber#" + failingId);
      failing.receivesNothing();
      gone.receivesNothing();
    }
  }

  /**
   * Sends a few at a time and waits until all of them are done: a burst of more messages than there
   * are free slots would be rejected, as it is on managed instances.
   */
  private static <T> void inTurns(List<T> items, Consumer<T> send, IntPredicate done) {
    for (int i = 0; i < items.size(); i++) {
      send.accept(items.get(i));
      int sent = i + 1;
      if (sent % AT_ONCE == 0 || sent == items.size()) {
        await().atMost(Duration.ofSeconds(15)).until(() -> done.test(sent));
      }
    }
  }

  private Client connect(EmbeddedRelay relay) {
    Client client = relay.target().connect();
    clients.add(client);
    return client;
  }
}
