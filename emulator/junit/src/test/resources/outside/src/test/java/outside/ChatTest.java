// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package outside;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.junit.EmulatorExtension;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatTest {
  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.forTemplate(
          Path.of("template.yaml"), builder -> builder.environments(1).parameter("Colour", "blue"));

  @Test
  void message_sent_isAnswered(Emulator emulator) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  emulator.webSocketUrl(),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket webSocket, CharSequence text, boolean last) {
                      answer.complete(text.toString());
                      return null;
                    }
                  })
              .get(20, SECONDS);
      socket.sendText("COLOUR", true).get(5, SECONDS);
      assertEquals("blue", answer.get(20, SECONDS));
      socket.abort();
    }
  }
}
