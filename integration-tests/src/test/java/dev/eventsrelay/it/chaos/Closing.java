// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Clients that come one after the other, subscribe, and all close together. */
final class Closing {
  /** Few enough for each to find a slot. */
  private static final int AT_ONCE = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration SETTLED = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "subscription", "subscriber");

  private Closing() {}

  /** The rows that are left when nothing changes any more, by what they are for. */
  static Map<String, Long> of(int count, EmbeddedRelay relay) {
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
    return rowsLeft(relay);
  }

  /** Of connections and their subscriptions, once they have not changed for a while. */
  private static Map<String, Long> rowsLeft(EmbeddedRelay relay) {
    await().atMost(PATIENCE).until(() -> relay.emulator().gateway().openConnections() == 0);
    AtomicReference<Map<String, Long>> rows = new AtomicReference<>(Map.of());
    await()
        .atMost(PATIENCE)
        .during(SETTLED)
        .pollInterval(LOOK_EVERY)
        .until(
            () -> {
              Map<String, Long> now = Run.rows(relay);
              now.keySet().retainAll(OF_CONNECTIONS);
              return now.equals(rows.getAndSet(now));
            });
    return rows.get();
  }

  private static Client subscriber(EmbeddedRelay relay) {
    String guid = UUID.randomUUID().toString();
    Client client = relay.target().connect().send("subscribe: " + guid);
    await().atMost(PATIENCE).until(() -> relay.table().subscribers(guid) == 1);
    return client;
  }
}
