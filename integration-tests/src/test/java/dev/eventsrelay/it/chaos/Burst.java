// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.websocket.Connection;
import dev.eventsrelay.websocket.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What the newest router does when its socket comes back: it sends all the subscriptions that it
 * has held, together. At once the results follow, each sent once, over the connections of some
 * workers. Thread-safe.
 */
final class Burst implements Receiver {
  private static final int WORKERS = 16;

  /** Longer than a message waits that has to come a second time. */
  private static final Duration SILENCE = Duration.ofSeconds(40);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final AtomicInteger errorFrames = new AtomicInteger();
  private volatile long lastArrival = System.nanoTime();

  private Burst() {}

  /**
   * What came of it.
   *
   * @param took from the first subscription to the last result that arrived
   */
  record Outcome(int count, int delivered, int errorFrames, Duration took) {
    @Override
    public String toString() {
      return "delivered %d, lost %d, %d error frames, the last result after %d ms"
          .formatted(delivered, count - delivered, errorFrames, took.toMillis());
    }
  }

  static Outcome of(int count, URI url) throws InterruptedException {
    return new Burst().play(count, url);
  }

  private Outcome play(int count, URI url) throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      Connection router = Connection.open(http, url, this).join();
      List<Connection> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(Connection.open(http, url, this).join());
      }
      List<String> guids =
          IntStream.range(0, count).mapToObj(_ -> UUID.randomUUID().toString()).toList();
      guids.forEach(guid -> expected.add(result(guid)));

      long began = System.nanoTime();
      guids.forEach(guid -> router.send("subscribe: " + guid).join());
      for (int i = 0; i < count; i++) {
        workers.get(i % WORKERS).send(result(guids.get(i))).join();
      }
      awaitSilence();
      router.close();
      workers.forEach(Connection::close);
      return new Outcome(
          count,
          count - expected.size(),
          errorFrames.get(),
          Duration.ofNanos(Math.max(0, lastArrival - began)));
    }
  }

  private void awaitSilence() throws InterruptedException {
    while (!expected.isEmpty() && System.nanoTime() - lastArrival < SILENCE.toNanos()) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static String result(String guid) {
    return "{\"guid\":\"" + guid + "\",\"code\":0,\"stdout\":[],\"execTime\":7}";
  }

  @Override
  public void received(String frame) {
    if (expected.remove(frame)) {
      lastArrival = System.nanoTime();
    } else if (frame.contains("Internal server error")) {
      errorFrames.incrementAndGet();
    }
  }

  @Override
  public void ended(int status) {
    // Only when it is over.
  }
}
