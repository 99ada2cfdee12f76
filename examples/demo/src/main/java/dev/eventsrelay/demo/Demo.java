// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Plays one compile against a running relay, with the habits of the real clients: the router waits
 * 50 ms after subscribing, the worker sends its result again every 3 s until it is acknowledged.
 * Shows every frame and checks what comes out.
 */
final class Demo {
  private static final String ROUTER = "router";
  private static final String WORKER = "worker";
  private static final Duration AFTER_SUBSCRIBING = Duration.ofMillis(50);
  private static final Duration RESEND_AFTER = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 4;

  private final URI webSocketUrl;
  private final Transcript transcript;

  /**
   * A demo that has not started.
   *
   * @param webSocketUrl of the running relay
   * @param out gets the transcript
   */
  Demo(URI webSocketUrl, PrintWriter out) {
    this.webSocketUrl = webSocketUrl;
    this.transcript = new Transcript(out, InstantSource.system());
  }

  /**
   * Plays from subscribe to ack; takes 12 s at most.
   *
   * @throws DemoException if no relay answers, or not as the protocol says
   */
  void play() throws DemoException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    try (Client router = Client.connect(http, webSocketUrl, ROUTER, transcript);
        Client worker = Client.connect(http, webSocketUrl, WORKER, transcript)) {
      ping(router);
      String guid = UUID.randomUUID().toString();
      router.send("subscribe: " + guid);
      Thread.sleep(AFTER_SUBSCRIBING);
      String result = result(guid);
      relay(router, worker, guid, result);
      router.send("unsubscribe: " + guid);
    } finally {
      http.shutdownNow();
    }
  }

  private static void ping(Client router) throws DemoException, InterruptedException {
    router.send("ping");
    expect("pong", router.receive(RESEND_AFTER.multipliedBy(ATTEMPTS)));
  }

  private void relay(Client router, Client worker, String guid, String result)
      throws DemoException, InterruptedException {
    Optional<String> arrived = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS && arrived.isEmpty(); attempt++) {
      if (attempt > 0) {
        transcript.note(WORKER, "no ack yet: sends again, as the real worker does");
      }
      worker.send(result);
      arrived = router.receive(RESEND_AFTER);
    }
    expect(result, arrived);
    transcript.note(ROUTER, "has the result, byte for byte");
    router.send("ack: " + guid);
    Optional<String> acknowledged = worker.receive(RESEND_AFTER.multipliedBy(ATTEMPTS));
    if (acknowledged.isEmpty()) {
      throw new DemoException("The result arrived, but its ack never reached the worker.");
    }
    Ack ack = Ack.parse(acknowledged.get());
    expect(guid, Optional.of(ack.guid()));
    transcript.note(WORKER, "has its ack");
  }

  private static void expect(String wanted, Optional<String> frame) throws DemoException {
    if (frame.isEmpty()) {
      throw new DemoException("Nothing came back where this was expected: " + wanted);
    }
    if (!frame.get().equals(wanted)) {
      throw new DemoException("Expected %s, but got %s".formatted(wanted, frame.get()));
    }
  }

  /** Spacing and characters that survive only if nobody parses and writes the frame again. */
  private static String result(String guid) {
    return """
    {"guid":"%s", "code":0,"okToCache":true, "asm":[{"text":"square(int):"},{"text":"  imul edi, edi  # n\\u00b2 = n² ✓"}],"execTime": 23.0}\
    """
        .formatted(guid);
  }
}
