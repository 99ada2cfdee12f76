// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.websocket.Connection;
import dev.eventsrelay.websocket.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A connection with an id. Thread-safe.
 *
 * @param id ours; API Gateway gives it another
 * @param end when it ended, in {@link System#nanoTime}
 */
record Wire(String id, Connection connection, CompletableFuture<Long> end) {
  /** Tells the functions' side which connection of ours one of theirs is. */
  static final String ID_PARAMETER = "wire";

  Wire {
    requireNonNull(id, "id is null");
    requireNonNull(connection, "connection is null");
    requireNonNull(end, "end is null");
  }

  /**
   * Connects, or fails after 15 s.
   *
   * @param received gets each message, one after the other; must not block
   * @param ended is run once, on another thread, when the connection has ended
   * @throws IOException if there is no connection
   */
  static Wire connect(HttpClient http, URI url, Consumer<String> received, Runnable ended)
      throws IOException {
    String id = UUID.randomUUID().toString();
    CompletableFuture<Long> end = new CompletableFuture<>();
    Receiver receiver =
        new Receiver() {
          @Override
          public void received(String message) {
            received.accept(message);
          }

          @Override
          public void ended(int status) {
            end.complete(System.nanoTime());
            Thread.startVirtualThread(ended);
          }
        };
    try {
      URI withId = URI.create(url + "?" + ID_PARAMETER + "=" + id);
      return new Wire(id, Connection.open(http, withId, receiver).join(), end);
    } catch (CompletionException e) {
      throw new IOException("No connection to " + url, e);
    }
  }

  /**
   * Sends a message.
   *
   * @return empty if the connection is broken; it has ended then
   */
  Optional<Sending> send(String text) {
    try {
      Sending sending = new Sending(this, System.nanoTime());
      connection.send(text).join();
      return Optional.of(sending);
    } catch (CompletionException e) {
      drop();
      return Optional.empty();
    }
  }

  /** Closes as a well-behaved client does; the owner is told when the other side agrees. */
  void close() {
    connection.close();
  }

  /** Drops the TCP connection. */
  void drop() {
    connection.drop();
  }
}
