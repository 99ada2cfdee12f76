// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import dev.eventsrelay.it.Protocol;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What nobody repeats, not even a queue, outlasts a bad time of DynamoDB. */
@Tag("chaos")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatienceIT {
  private static final Standing SLOW =
      new DelayDynamoDb(Duration.ofMillis(2_500), 1, Optional.empty());
  private static final Standing THROTTLED = new ThrottleDynamoDb(1, Optional.empty());
  private static final long THROTTLED_SECONDS = 10;

  /** An invocation has 20 s, and what it waits for may have waited before. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final EmbeddedRelay relay =
      EmbeddedRelay.start(builder -> Delivery.DIRECT.of(builder).environments(1).faults(1));

  @AfterEach
  void endFaults() {
    relay.emulator().faults().clear();
  }

  @AfterAll
  void stop() {
    relay.close();
  }

  @Test
  void subscriptionAndAck_whileDynamoDbIsSlow_areNotLost() {
    String guid = UUID.randomUUID().toString();
    String result = "{\"guid\":\"" + guid + "\"}";
    try (Client router = relay.target().connect();
        Client worker = relay.target().connect()) {
      assertThat(worker.send(result).next()).isEqualTo(Protocol.nack(guid));
      relay.emulator().faults().inject(SLOW);

      assertThat(router.send("subscribe: " + guid).next(PATIENCE)).isEqualTo(result);
      router.send("ack: " + guid);
      assertThat(worker.next(PATIENCE)).contains("\"type\":\"ack\"").contains(guid);
    }
  }

  @Test
  void subscriptionAndAck_whileDynamoDbThrottles_areNotLost() throws InterruptedException {
    String guid = UUID.randomUUID().toString();
    String result = "{\"guid\":\"" + guid + "\"}";
    String acknowledged = "acknowledged-" + guid;
    try (Client router = relay.target().connect();
        Client worker = relay.target().connect()) {
      assertThat(worker.send(result).next()).isEqualTo(Protocol.nack(guid));
      assertThat(worker.send("{\"guid\":\"" + acknowledged + "\"}").next())
          .isEqualTo(Protocol.nack(acknowledged));
      relay.emulator().faults().inject(THROTTLED);

      router.send("subscribe: " + guid, "ack: " + acknowledged);
      // The time that it lasts is the fault.
      TimeUnit.SECONDS.sleep(THROTTLED_SECONDS);
      relay.emulator().faults().clear();

      assertThat(router.next()).isEqualTo(result);
      assertThat(worker.next()).contains("\"type\":\"ack\"").contains(acknowledged);
    }
  }

  @Test
  void clients_whoseStoreCannotBeReached_areLetIn() {
    try (EmbeddedRelay unreachable =
            EmbeddedRelay.start(
                builder ->
                    builder
                        .dynamoDbEndpoint(relay.emulator().dynamoDbEndpoint())
                        // Nobody listens on port 1.
                        .functionEnvironment("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
                        .environments(1));
        Client client = unreachable.target().connect()) {
      assertThat(client.send("ping").next()).isEqualTo("pong");
    }
  }
}
