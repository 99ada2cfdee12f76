// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.awaitility.Awaitility.await;

import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Clients that come one after the other, subscribe, and all close together. */
final class Closing {
  /** Few enough for each to find a slot. */
  private static final int AT_ONCE = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "subscription", "subscriber");

  private Closing() {}

  /** The rows that are left when nothing changes any more, by what they are for. */
  static Map<String, Long> of(int count, EmbeddedRelay relay, Delivery delivery)
      throws InterruptedException {
    List<Client> clients;
    try (ExecutorService some = Executors.newFixedThreadPool(AT_ONCE)) {
      clients =
          IntStream.range(0, count)
              .mapToObj(_ -> CompletableFuture.supplyAsync(() -> subscriber(relay), some))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      clients.forEach(client -> all.execute(client::close));
    }
    return rowsLeft(relay, settled(delivery));
  }

  /** With a queue, longer than it hides the end of a connection that was not cleaned up in time. */
  private static Duration settled(Delivery delivery) {
    return switch (delivery) {
      case DIRECT -> Duration.ofSeconds(5);
      case QUEUED -> Duration.ofSeconds(70);
    };
  }

  /** Of connections and their subscriptions, once they have not changed for a while. */
  private static Map<String, Long> rowsLeft(EmbeddedRelay relay, Duration settled)
      throws InterruptedException {
    await().atMost(PATIENCE).until(() -> relay.emulator().gateway().openConnections() == 0);
    Map<String, Long> rows = ofConnections(relay);
    long changedAt = System.nanoTime();
    while (!rows.isEmpty() && System.nanoTime() - changedAt < settled.toNanos()) {
      Thread.sleep(LOOK_EVERY);
      Map<String, Long> now = ofConnections(relay);
      if (!now.equals(rows)) {
        rows = now;
        changedAt = System.nanoTime();
      }
    }
    return rows;
  }

  private static Map<String, Long> ofConnections(EmbeddedRelay relay) {
    Map<String, Long> rows = Run.rows(relay);
    rows.keySet().retainAll(OF_CONNECTIONS);
    return rows;
  }

  private static Client subscriber(EmbeddedRelay relay) {
    String guid = UUID.randomUUID().toString();
    Client client = relay.target().connect().send("subscribe: " + guid);
    await().atMost(PATIENCE).until(() -> relay.table().subscribers(guid) == 1);
    return client;
  }
}
