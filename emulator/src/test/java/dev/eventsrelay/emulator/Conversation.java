// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A connection to an emulator, for asking one thing after the other. */
public final class Conversation implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final WebSocket webSocket;

  public Conversation(URI url) throws Exception {
    webSocket =
        http.newWebSocketBuilder()
            .buildAsync(
                url,
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket socket, CharSequence text, boolean last) {
                    answers.add(text.toString());
                    socket.request(1);
                    return null;
                  }
                })
            .get(20, SECONDS);
  }

  /** The first frame after the message was sent. */
  public String ask(String message) throws Exception {
    webSocket.sendText(message, true).get(5, SECONDS);
    String answer = answers.poll(20, SECONDS);
    if (answer == null) {
      throw new AssertionError("No answer to " + message);
    }
    return answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
