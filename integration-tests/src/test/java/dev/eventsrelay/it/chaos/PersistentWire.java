// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that comes back, after the pauses that the real clients make. Thread-safe. */
final class PersistentWire {
  /**
   * The worker's, which tries 1, 3, 5, 11 and 19 s after the loss. Then it counts as dead; here it
   * goes on.
   */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(6),
          Duration.ofSeconds(8));

  private final HttpClient http;
  private final URI url;
  private final Consumer<String> received;
  private final Runnable ended;
  private final Runnable reconnected;
  private final AtomicInteger reconnects = new AtomicInteger();
  private volatile @Nullable Wire wire;
  private volatile boolean closed;

  /**
   * Connects for the first time.
   *
   * @param received gets each message; must not block
   * @param ended is run after the end of each connection that was not closed from here
   * @param reconnected is run after each connection but the first
   */
  PersistentWire(
      HttpClient http, URI url, Consumer<String> received, Runnable ended, Runnable reconnected)
      throws IOException {
    this.http = http;
    this.url = url;
    this.received = received;
    this.ended = ended;
    this.reconnected = reconnected;
    this.wire = Wire.connect(http, url, received, this::reconnect);
  }

  private void reconnect() {
    wire = null;
    if (!closed) {
      ended.run();
    }
    for (int attempt = 0; !closed; attempt++) {
      try {
        Thread.sleep(PAUSES.get(Math.min(attempt, PAUSES.size() - 1)));
        if (closed) {
          return;
        }
        Wire next = Wire.connect(http, url, received, this::reconnect);
        wire = next;
        reconnects.incrementAndGet();
        if (closed) {
          next.close();
          return;
        }
        reconnected.run();
        return;
      } catch (IOException refused) {
        // The next attempt comes after a longer pause.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Sends, if there is a connection; otherwise the message is gone.
   *
   * @return empty if it is gone
   */
  Optional<Sending> send(String text) {
    return Optional.ofNullable(wire).flatMap(current -> current.send(text));
  }

  /** How often it has come back. */
  int reconnects() {
    return reconnects.get();
  }

  /** Drops the connection, as a client does that hears nothing any more; it comes back. */
  void drop() {
    Wire current = wire;
    if (current != null) {
      current.drop();
    }
  }

  void close() {
    closed = true;
    Wire current = wire;
    if (current != null) {
      current.close();
    }
  }
}
