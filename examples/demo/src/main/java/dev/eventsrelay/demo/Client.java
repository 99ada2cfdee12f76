// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection of the demo: shows and keeps every frame. */
final class Client implements AutoCloseable {
  private static final long DEADLINE_MS = 5_000;

  private final String name;
  private final Transcript transcript;
  private final WebSocket webSocket;
  private final BlockingQueue<String> received;

  private Client(
      String name, Transcript transcript, WebSocket webSocket, BlockingQueue<String> received) {
    this.name = name;
    this.transcript = transcript;
    this.webSocket = webSocket;
    this.received = received;
  }

  static Client connect(HttpClient http, URI url, String name, Transcript transcript)
      throws DemoException, InterruptedException {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new FrameListener(
            frame -> {
              transcript.received(name, frame);
              received.add(frame);
            });
    if (!Set.of("ws", "wss").contains(String.valueOf(url.getScheme()))) {
      throw new DemoException(
          "%s is not the URL of a WebSocket API: it must start with ws:// or wss://."
              .formatted(url));
    }
    try {
      WebSocket webSocket =
          http.newWebSocketBuilder()
              .connectTimeout(Duration.ofMillis(DEADLINE_MS))
              .buildAsync(url, listener)
              .get(2 * DEADLINE_MS, MILLISECONDS);
      transcript.note(name, "connected to " + url);
      return new Client(name, transcript, webSocket, received);
    } catch (ExecutionException e) {
      throw refused(url, e.getCause());
    } catch (TimeoutException _) {
      throw new DemoException("The relay at %s accepts no connection in time.".formatted(url));
    }
  }

  private static DemoException refused(URI url, @Nullable Throwable cause) {
    if (cause instanceof WebSocketHandshakeException handshake) {
      return new DemoException(
          "The relay at %s refused the connection with status %d; is the stage in the URL right?"
              .formatted(url, handshake.getResponse().statusCode()));
    }
    return new DemoException(
        "No relay answers at %s: start one with ./run-local, or name its address with --url."
            .formatted(url));
  }

  void send(String frame) throws DemoException, InterruptedException {
    transcript.sent(name, frame);
    try {
      webSocket.sendText(frame, true).get(DEADLINE_MS, MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      throw new DemoException("The connection of the %s is gone.".formatted(name));
    }
  }

  /** The next frame that nobody took yet; empty if none comes in time. */
  Optional<String> receive(Duration patience) throws InterruptedException {
    return Optional.ofNullable(received.poll(patience.toMillis(), MILLISECONDS));
  }

  @Override
  public void close() {
    // Waits for the frame to be written; a connection that is gone already is as good as closed.
    webSocket
        .sendClose(WebSocket.NORMAL_CLOSURE, "")
        .orTimeout(DEADLINE_MS, MILLISECONDS)
        .exceptionally(gone -> webSocket)
        .join();
  }

  /** Puts the parts of a message together. Called by one thread at a time. */
  private static final class FrameListener implements WebSocket.Listener {
    private final Consumer<String> frames;
    private final StringBuilder parts = new StringBuilder();

    FrameListener(Consumer<String> frames) {
      this.frames = frames;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        frames.accept(parts.toString());
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
