// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection. Whichever way it ends, its owner is told once. Thread-safe. */
final class Wire {
  /** Tells the functions' side which connection of ours one of theirs is. */
  static final String ID_PARAMETER = "wire";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String id;
  private final WebSocket socket;
  private final Ending ending;

  private static final class Ending {
    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable ended;

    Ending(Runnable ended) {
      this.ended = ended;
    }

    void tell() {
      if (told.compareAndSet(false, true)) {
        Thread.startVirtualThread(ended);
      }
    }
  }

  private Wire(String id, WebSocket socket, Ending ending) {
    this.id = id;
    this.socket = socket;
    this.ending = ending;
  }

  /**
   * Connects, or fails after 10 s.
   *
   * @param received gets each message, one after the other; must not block
   * @param ended is run once, on a thread of its own, when the connection has ended
   * @throws IOException if there is no connection
   */
  static Wire connect(HttpClient http, URI url, Consumer<String> received, Runnable ended)
      throws IOException {
    Ending ending = new Ending(ended);
    String id = UUID.randomUUID().toString();
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(PATIENCE)
              .buildAsync(
                  URI.create(url + "?" + ID_PARAMETER + "=" + id), new Listener(received, ending))
              .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .join();
      return new Wire(id, socket, ending);
    } catch (CompletionException e) {
      throw new IOException("No connection to " + url, e);
    }
  }

  /** Ours; API Gateway gives it another. */
  String id() {
    return id;
  }

  /**
   * Sends a message.
   *
   * @return false if the connection is broken; it has ended then
   */
  synchronized boolean send(String text) {
    try {
      socket.sendText(text, true).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      return true;
    } catch (CompletionException | IllegalStateException e) {
      drop();
      return false;
    }
  }

  /** Closes as a well-behaved client does; the owner is told when the other side agrees. */
  synchronized void close() {
    try {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException | IllegalStateException e) {
      drop();
    }
  }

  /** Drops the TCP connection. */
  void drop() {
    socket.abort();
    ending.tell();
  }

  private static final class Listener implements WebSocket.Listener {
    private final Consumer<String> received;
    private final Ending ending;
    private final StringBuilder message = new StringBuilder();

    Listener(Consumer<String> received, Ending ending) {
      this.received = received;
      this.ending = ending;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      message.append(text);
      if (last) {
        received.accept(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      ending.tell();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ending.tell();
    }
  }
}
