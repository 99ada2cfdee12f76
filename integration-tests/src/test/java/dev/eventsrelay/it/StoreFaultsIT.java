// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A DynamoDB that is slow or fails, and a client that asks for too much of it. */
@ExtendWith(TargetExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(5);

  private final EmbeddedRelay relay;
  private final Table table;
  private final List<Client> clients = new ArrayList<>();

  StoreFaultsIT(EmbeddedRelay shared) {
    this.relay =
        EmbeddedRelay.start(
            builder ->
                // What cannot wait must be turned away, and answered in time.
                Delivery.DIRECT
                    .of(builder)
                    .dynamoDbEndpoint(shared.emulator().dynamoDbEndpoint())
                    .functionEnvironment("SEND_NACK", "false")
                    .environments(1)
                    .concurrency(256)
                    .faults(1));
    this.table = relay.table();
  }

  @AfterEach
  void endFaults() {
    relay.emulator().faults().clear();
    clients.forEach(Client::close);
    clients.clear();
  }

  @AfterAll
  void stop() {
    relay.close();
  }

  static List<Standing> troublesOfConnect() {
    return List.of(
        new DelayDynamoDb(Duration.ofSeconds(60), 1, Optional.of("PutItem")),
        new FailDynamoDb(500, false, 1, Optional.of("PutItem")));
  }

  @ParameterizedTest
  @MethodSource("troublesOfConnect")
  void client_whoseRowCannotBeStored_isLetInAndServed(Standing trouble) {
    relay.emulator().faults().inject(trouble);

    Client client = connect();

    assertThat(client.send("ping").next()).isEqualTo("pong");
  }

  @Test
  void goneSubscriber_isCleanedUpAfterTheAnswer() {
    String guid = UUID.randomUUID().toString();
    String result = "{\"guid\":\"" + guid + "\"}";
    String ghost = "Z2hvc3Qtcm93cwI=";
    Client router = connect().send("subscribe: " + guid);
    table.awaitSubscribers(guid, 1);
    // The first result of an environment is slow by itself.
    String first = "{\"guid\":\"" + guid + "\",\"n\":1}";
    connect().send(first);
    assertThat(router.next()).isEqualTo(first);
    table.putGhostSubscriber(guid, ghost, Instant.now().plusSeconds(600).getEpochSecond());
    relay.emulator().faults().inject(new DelayDynamoDb(LONG, 1, Optional.of("DeleteItem")));

    connect().send(result);

    assertThat(router.next()).isEqualTo(result);
    await().atMost(LONG).until(() -> took(result).isPresent());
    assertThat(took(result).orElseThrow()).isLessThan(Duration.ofSeconds(2));
    assertThat(table.rowsOf(ghost)).as("rows before the clean-up").isPositive();
    relay.emulator().faults().clear();
    table.awaitSubscribers(guid, 1);
    await().atMost(Duration.ofSeconds(15)).until(() -> table.rowsOf(ghost) == 0);
  }

  @Test
  void clientThatFloods_leavesRoomForTheOthers() {
    Client other = connect();
    Client flooding = connect();
    assertThat(other.send("ping").next()).isEqualTo("pong");
    relay.emulator().faults().inject(new DelayDynamoDb(LONG, 1, Optional.of("Query")));

    CompletableFuture<Void> flood =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 400; i++) {
                flooding.send("{\"guid\":\"" + UUID.randomUUID() + "\"}");
                pause();
              }
            });
    while (!flood.isDone()) {
      assertThat(other.send("ping").next()).isEqualTo("pong");
    }

    flood.join();
    assertThat(relay.logLines()).anyMatch(line -> line.text().contains("\"ShareExceeded\""));
  }

  @Test
  void resultWithoutSubscriber_whereNacksAreOff_isNotAnswered() {
    connect().send("{\"guid\":\"" + UUID.randomUUID() + "\"}").receivesNothing();
  }

  private Optional<Duration> took(String body) {
    String escaped = body.replace("\"", "\\\"");
    return relay.invocations().stream()
        .filter(invocation -> new String(invocation.event(), UTF_8).contains(escaped))
        .map(CompletedInvocation::duration)
        .findAny();
  }

  private static void pause() {
    try {
      TimeUnit.MICROSECONDS.sleep(2_500);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Client connect() {
    Client client = relay.target().connect();
    clients.add(client);
    return client;
  }
}
