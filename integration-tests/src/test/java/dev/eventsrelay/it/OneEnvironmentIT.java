// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.websocket.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One handler object, 64 invocations inside it at the same moment. */
@ExtendWith(TargetExtension.class)
class OneEnvironmentIT {
  private static final int CONCURRENCY = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Too long for two invocations one after the other before a client loses patience. */
  private static final Duration HOLD = Duration.ofSeconds(8);

  private static final DelayDynamoDb SLOW_QUERIES =
      new DelayDynamoDb(HOLD, 1, Optional.of("Query"));

  private final EmbeddedRelay shared;

  OneEnvironmentIT(EmbeddedRelay shared) {
    this.shared = shared;
  }

  @Test
  void sixtyFourInvocationsAtOnce_eachGetItsOwnAnswerAndItsOwnLogLines() {
    List<String> guids =
        IntStream.range(0, CONCURRENCY).mapToObj(_ -> UUID.randomUUID().toString()).toList();
    try (EmbeddedRelay relay = oneEnvironment(CONCURRENCY)) {
      List<Client> routers = new ArrayList<>();
      List<Client> workers = new ArrayList<>();
      for (String guid : guids) {
        routers.add(relay.target().connect().send("subscribe: " + guid));
        workers.add(relay.target().connect());
      }
      guids.forEach(guid -> relay.table().awaitSubscribers(guid, 1));

      relay.emulator().faults().inject(SLOW_QUERIES);
      for (int i = 0; i < CONCURRENCY; i++) {
        workers.get(i).send(result(guids.get(i)));
      }
      awaitInFlight(relay, CONCURRENCY);
      relay.emulator().faults().end(SLOW_QUERIES);

      for (int i = 0; i < CONCURRENCY; i++) {
        assertThat(routers.get(i).next()).isEqualTo(result(guids.get(i)));
      }
      Client.receiveNothing(routers);
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertEachLineBelongsToItsInvocation(relay, guids));
    }
  }

  @Test
  void invocationBeyondTheSlots_isRejectedWithTheGatewaysFrame() {
    try (EmbeddedRelay relay = oneEnvironment(2)) {
      Client worker = relay.target().connect();
      relay.emulator().faults().inject(SLOW_QUERIES);
      worker.send(result("a"), result("b"));
      awaitInFlight(relay, 2);

      assertThat(worker.send("ping").next())
          .startsWith("{\"message\": \"Internal server error\", \"connectionId\":\"");
      relay.emulator().faults().end(SLOW_QUERIES);
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> {
                worker.send("ping");
                assertThat(worker.next(Duration.ofSeconds(2))).isEqualTo("pong");
              });
    }
  }

  private EmbeddedRelay oneEnvironment(int concurrency) {
    return EmbeddedRelay.start(
        builder ->
            // One message, one invocation.
            Delivery.DIRECT
                .of(builder)
                .dynamoDbEndpoint(shared.emulator().dynamoDbEndpoint())
                .functionEnvironment("DYNAMODB_TIMEOUT_MILLIS", "15000")
                .environments(1)
                .concurrency(concurrency)
                .faults(1));
  }

  private static void awaitInFlight(EmbeddedRelay relay, int count) {
    await("%d invocations at the same time".formatted(count))
        .atMost(HOLD)
        .until(() -> relay.sendMessage().environments().getFirst().inFlight() == count);
  }

  private static void assertEachLineBelongsToItsInvocation(
      EmbeddedRelay relay, List<String> guids) {
    Map<String, JsonNode> eventByRequest = new HashMap<>();
    for (CompletedInvocation invocation : relay.invocations()) {
      assertThat(invocation.result()).isInstanceOf(InvocationResult.Response.class);
      eventByRequest.put(invocation.requestId(), json(invocation.event()));
    }
    List<JsonNode> lines =
        relay.logLines().stream()
            .map(EmbeddedRelay.LogLine::text)
            .filter(text -> text.startsWith("{"))
            .map(text -> json(text.getBytes(UTF_8)))
            .filter(line -> line.has("requestId"))
            .toList();
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              JsonNode event = eventByRequest.get(line.get("requestId").asText());
              assertThat(event).as("invocation of %s", line).isNotNull();
              assertThat(line.get("connectionId"))
                  .isEqualTo(event.at("/requestContext/connectionId"));
            });
    List<JsonNode> results =
        lines.stream().filter(line -> "result".equals(line.path("message").asText())).toList();
    assertThat(results)
        .extracting(line -> line.get("guid").asText())
        .containsExactlyInAnyOrderElementsOf(guids);
    assertThat(results)
        .allSatisfy(
            line ->
                assertThat(eventByRequest)
                    .extractingByKey(line.get("requestId").asText())
                    .extracting(event -> event.get("body").asText())
                    .isEqualTo(result(line.get("guid").asText())));
  }

  private static String result(String guid) {
    return "{\"guid\":\"" + guid + "\",\"code\":0}";
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON", e);
    }
  }
}
