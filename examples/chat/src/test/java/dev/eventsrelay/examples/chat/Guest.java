// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** Somebody who chats, with a WebSocket of their own. Not thread-safe. */
final class Guest implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /** Connects, without entering a room. */
  Guest(URI url, String query) throws Exception {
    try {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(url + query), new Listener())
              .get(PATIENCE_SECONDS, SECONDS);
    } catch (Exception e) {
      http.shutdownNow();
      throw e;
    }
  }

  /** Sends a message. */
  Guest send(String message) throws Exception {
    socket.sendText(message, true).get(PATIENCE_SECONDS, SECONDS);
    return this;
  }

  /** Says a text without quotation marks. */
  Guest say(String text) throws Exception {
    return send("{\"action\":\"say\",\"text\":\"" + text + "\"}");
  }

  /** The next frame; fails if none comes. */
  String next() throws InterruptedException {
    String frame = heard.poll(PATIENCE_SECONDS, SECONDS);
    assertThat(frame).as("a frame within %d s", PATIENCE_SECONDS).isNotNull();
    return frame;
  }

  /** Leaves as a browser does. */
  void leave() throws Exception {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE_SECONDS, SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      frame.append(text);
      if (last) {
        heard.add(frame.toString());
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
