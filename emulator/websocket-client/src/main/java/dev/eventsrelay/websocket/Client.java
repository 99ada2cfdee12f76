// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps what it receives for a test to look at. What was expected and does not come
 * is an {@link AssertionError}. Thread-safe; closed by the test.
 */
public final class Client implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How long nothing must come for a test to believe that nothing will. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Connection connection;

  private Client(URI url, Map<String, String> headers) {
    this.connection =
        Connection.open(
                HTTP,
                url,
                headers,
                new Receiver() {
                  @Override
                  public void received(String message) {
                    received.add(message);
                  }

                  @Override
                  public void ended(int status) {
                    ended.complete(status);
                  }
                })
            .join();
  }

  /**
   * Connects.
   *
   * @throws java.util.concurrent.CompletionException if there is no connection
   */
  public static Client connect(URI url) {
    return connect(url, Map.of());
  }

  /**
   * Connects with headers in the handshake.
   *
   * @throws java.util.concurrent.CompletionException if there is no connection
   */
  public static Client connect(URI url, Map<String, String> headers) {
    return new Client(url, headers);
  }

  /** Sends text messages, one after the other. */
  public Client send(String... messages) {
    for (String message : messages) {
      connection.send(message).join();
    }
    return this;
  }

  /** Sends one message in fragments of at most that many characters. */
  public Client sendInFragments(String message, int size) {
    for (int from = 0; from < message.length(); from += size) {
      int to = Math.min(from + size, message.length());
      connection.send(message.substring(from, to), to == message.length()).join();
    }
    return this;
  }

  /** The next message. */
  public String next() {
    return next(PATIENCE);
  }

  /** The next message, if it comes in that time. */
  public String next(Duration patience) {
    String message = poll(patience);
    if (message == null) {
      throw new AssertionError("No message has come within %s.".formatted(patience));
    }
    return message;
  }

  /** The next messages, in the order of their arrival. */
  public List<String> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /** What has come and was not asked for yet. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** Fails if a message has come or comes soon. */
  public void receivesNothing() {
    String message = poll(SILENCE);
    if (message != null) {
      throw new AssertionError("A message has come where none was expected: " + message);
    }
  }

  /** Fails if one of them has received a message or does so soon. */
  public static void receiveNothing(List<Client> clients) {
    clients.getFirst().receivesNothing();
    for (Client client : clients) {
      if (!client.received.isEmpty()) {
        throw new AssertionError("Messages where none were expected: " + client.received);
      }
    }
  }

  /** The status that the connection has ended with, by either side. */
  public int closeStatus() {
    return ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Closes as a well-behaved client does. */
  @Override
  public void close() {
    connection.close();
  }

  /** Drops the TCP connection. */
  public void drop() {
    connection.drop();
  }

  private @Nullable String poll(Duration patience) {
    try {
      return received.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
