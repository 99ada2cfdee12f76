// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.websocket;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One WebSocket connection. Thread-safe: messages leave in the order of the calls, and a caller
 * need not wait for one to send the next.
 */
public final class Connection implements AutoCloseable {
  /** For a handshake, a message to leave, or a close frame. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final WebSocket socket;
  private final Incoming incoming;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  private Connection(WebSocket socket, Incoming incoming) {
    this.socket = requireNonNull(socket, "socket is null");
    this.incoming = requireNonNull(incoming, "incoming is null");
  }

  /** Connects; fails if the handshake is refused or takes longer than 15 s. */
  public static CompletableFuture<Connection> open(HttpClient http, URI url, Receiver receiver) {
    return open(http, url, Map.of(), receiver);
  }

  /** Connects with headers in the handshake. */
  static CompletableFuture<Connection> open(
      HttpClient http, URI url, Map<String, String> headers, Receiver receiver) {
    Incoming incoming = new Incoming(receiver);
    WebSocket.Builder handshake = http.newWebSocketBuilder().connectTimeout(PATIENCE);
    headers.forEach(handshake::header);
    return handshake
        .buildAsync(url, incoming)
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .thenApply(socket -> new Connection(socket, incoming));
  }

  /** Sends a text message. */
  public CompletableFuture<Void> send(String message) {
    return send(message, true);
  }

  /** Sends the next fragment of a text message; fails if the connection has ended. */
  public synchronized CompletableFuture<Void> send(String fragment, boolean isLast) {
    last =
        last.thenCompose(_ -> socket.sendText(fragment, isLast))
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .thenAccept(_ -> {});
    return last;
  }

  /** Closes as a well-behaved client does, after what was sent; drops what cannot be closed so. */
  @Override
  public synchronized void close() {
    try {
      last.thenCompose(_ -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      drop();
    }
  }

  /** Drops the TCP connection. */
  public void drop() {
    socket.abort();
    incoming.endAbnormally();
  }
}
