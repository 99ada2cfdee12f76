// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it receives. Closed by the test. */
public final class Client implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How long nothing must come for a test to believe that nothing will. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  private static final Pattern ACK = Pattern.compile(".*\"acknowledgedBy\":\"([^\"]+)\"}");

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  private Client(URI url) {
    this.socket =
        HTTP.newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(url, new Listener())
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  public static Client connect(URI url) {
    return new Client(url);
  }

  /** Sends text messages, one after the other. */
  public Client send(String... texts) {
    for (String text : texts) {
      await(socket.sendText(text, true));
    }
    return this;
  }

  /** Sends one message in fragments of at most that many characters. */
  public Client sendInFragments(String text, int size) {
    for (int from = 0; from < text.length(); from += size) {
      int to = Math.min(from + size, text.length());
      await(socket.sendText(text.substring(from, to), to == text.length()));
    }
    return this;
  }

  /** The next message; fails if none comes. */
  public String next() {
    return next(PATIENCE);
  }

  /** The next message; fails if none comes in that time. */
  public String next(Duration patience) {
    String message = poll(patience);
    assertThat(message).as("a message within %s", patience).isNotNull();
    return message;
  }

  /** The next messages, in the order of their arrival. */
  public List<String> next(int count) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(next());
    }
    return messages;
  }

  /** What has come and was not asked for yet. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** Fails if a message has come or comes soon. */
  public void receivesNothing() {
    assertThat(poll(SILENCE)).as("a message where none was expected").isNull();
  }

  /** Fails if one of them has received a message or does so soon. */
  public static void receiveNothing(List<Client> clients) {
    clients.getFirst().receivesNothing();
    assertThat(clients).allSatisfy(client -> assertThat(client.received).isEmpty());
  }

  /**
   * The id that API Gateway gave to this connection. No message tells it, but an ack of one's own
   * result does.
   */
  public String connectionId() {
    String guid = "own-" + UUID.randomUUID();
    for (int attempt = 0; attempt < 20; attempt++) {
      send("{\"guid\":\"" + guid + "\"}", "ack: " + guid);
      String ack = poll(Duration.ofMillis(500));
      if (ack != null) {
        while (poll(SILENCE) != null) {
          // A late ack of an earlier attempt.
        }
        Matcher matcher = ACK.matcher(ack);
        assertThat(matcher.matches()).as(ack).isTrue();
        return matcher.group(1);
      }
    }
    throw new AssertionError("no ack of an own result");
  }

  /** The close code, once the connection is closed by either side. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Closes as a well-behaved client does. */
  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }
  }

  /** Drops the TCP connection. */
  public void drop() {
    socket.abort();
  }

  private @Nullable String poll(Duration patience) {
    try {
      return received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void await(CompletableFuture<WebSocket> sent) {
    sent.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      if (!(error instanceof IOException)) {
        closed.completeExceptionally(error);
      }
      closed.complete(1006);
    }
  }
}
