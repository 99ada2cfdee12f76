// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Several environments of each function, as on managed instances always: nothing is in one only.
 */
@ExtendWith(TargetExtension.class)
class EnvironmentsIT {
  private final EmbeddedRelay relay;

  EnvironmentsIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Test
  void eachFunction_hasSeveralEnvironments() {
    assertThat(relay.emulator().functions()).hasSize(3);
    assertThat(relay.emulator().functions().values())
        .allSatisfy(environments -> assertThat(environments).hasSize(EmbeddedRelay.ENVIRONMENTS));
  }

  @Test
  void compiles_spreadOverTheEnvironments_loseNothing() {
    try (Client router = relay.target().connect();
        Client worker = relay.target().connect()) {
      List<String> guids =
          IntStream.range(0, 60).mapToObj(_ -> UUID.randomUUID().toString()).toList();
      for (String guid : guids) {
        router.send("subscribe: " + guid);
        relay.table().awaitSubscribers(guid, 1);
        worker.send("{\"guid\":\"" + guid + "\"}");
        assertThat(router.next()).contains(guid);
        router.send("ack: " + guid, "unsubscribe: " + guid);
        assertThat(worker.next()).contains("\"type\":\"ack\"").contains(guid);
        relay.table().awaitSubscribers(guid, 0);
      }

      assertThat(environmentsThatServed(guids)).hasSize(EmbeddedRelay.ENVIRONMENTS);
    }
  }

  @Test
  void killedEnvironment_isReplacedAndServiceGoesOn() {
    try (EmbeddedRelay own =
            EmbeddedRelay.start(
                builder ->
                    EmbeddedRelay.sendMessageEnvironments(builder, 2)
                        .dynamoDbEndpoint(relay.emulator().dynamoDbEndpoint()));
        Client client = own.target().connect()) {
      Set<Long> before = own.sendMessagePids();

      long victim = before.iterator().next();
      assertThat(own.sendMessage().kill(victim)).isTrue();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  own.sendMessage().environments().stream()
                          .filter(e -> e.state() == EnvironmentStatus.State.READY)
                          .count()
                      == 2);
      assertThat(own.sendMessagePids()).hasSize(2).doesNotContain(victim);
      assertThat(client.send("ping").next()).isEqualTo("pong");
    }
  }

  private Set<Long> environmentsThatServed(List<String> guids) {
    return relay.invocations().stream()
        .filter(
            invocation ->
                Message.of(invocation.event()).stream()
                    .anyMatch(message -> guids.stream().anyMatch(message.body()::contains)))
        .map(CompletedInvocation::pid)
        .collect(Collectors.toSet());
  }
}
