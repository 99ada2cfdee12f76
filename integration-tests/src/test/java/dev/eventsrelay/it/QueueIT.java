// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.websocket.Client;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queues between the gateway and the functions, in the SQS of the target. */
@ExtendWith(TargetExtension.class)
class QueueIT {
  private final EmbeddedRelay relay;
  private final String guid = UUID.randomUUID().toString();

  QueueIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Test
  void result_comesThroughTheQueue_byteForByte() {
    String result = "{\"guid\":\"" + guid + "\",\"text\":\"\u00e4\ud83d\ude00\\n\"}";
    try (Client router = relay.target().connect();
        Client worker = relay.target().connect()) {
      router.send("subscribe: " + guid);
      relay.table().awaitSubscribers(guid, 1);

      worker.send(result);

      assertThat(router.next()).isEqualTo(result);
    }
    String body = Base64.getEncoder().encodeToString(result.getBytes(UTF_8));
    await().until(() -> queued("SendMessageFunction", body));
  }

  @Test
  void disconnect_comesThroughTheQueue_andLeavesNoRow() {
    String id;
    try (Client client = relay.target().connect()) {
      id = Protocol.connectionIdOf(client);
      assertThat(relay.table().rowsOf(id)).isPositive();
    }

    await().until(() -> relay.table().rowsOf(id) == 0);
    await().until(() -> queued("OnDisconnectFunction", id));
  }

  /** Whether a function got a message with that text from SQS. */
  private boolean queued(String function, String text) {
    return relay.invocations().stream()
        .filter(invocation -> invocation.functionName().endsWith(function))
        .map(invocation -> new String(invocation.event(), UTF_8))
        .anyMatch(event -> event.contains("\"aws:sqs\"") && event.contains(text));
  }
}
