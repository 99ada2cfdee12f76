// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One handler object, 64 invocations inside it at the same moment. */
@ExtendWith(TargetExtension.class)
class OneEnvironmentIT {
  private static final int CONCURRENCY = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedRelay shared;

  OneEnvironmentIT(EmbeddedRelay shared) {
    this.shared = shared;
  }

  @Test
  void sixtyFourInvocationsAtOnce_eachGetItsOwnAnswerAndItsOwnLogLines() {
    List<String> guids =
        IntStream.range(0, CONCURRENCY).mapToObj(_ -> UUID.randomUUID().toString()).toList();
    Barrier barrier = new Barrier(CONCURRENCY);
    try (HttpProxy dynamoDb =
            HttpProxy.to(shared.emulator().dynamoDbEndpoint(), barrier::onlyQueries);
        EmbeddedRelay relay =
            EmbeddedRelay.start(
                builder ->
                    builder
                        .dynamoDbEndpoint(dynamoDb.url())
                        .functionEnvironment("DYNAMODB_TIMEOUT_MILLIS", "15000")
                        .environments(1)
                        .concurrency(CONCURRENCY))) {
      List<Client> routers = new ArrayList<>();
      List<Client> workers = new ArrayList<>();
      for (String guid : guids) {
        routers.add(relay.target().connect().send("subscribe: " + guid));
        workers.add(relay.target().connect());
      }
      guids.forEach(guid -> relay.table().awaitSubscribers(guid, 1));

      barrier.arm();
      for (int i = 0; i < CONCURRENCY; i++) {
        workers.get(i).send(result(guids.get(i)));
      }
      barrier.awaitFull();
      assertThat(relay.sendMessage().environments())
          .singleElement()
          .satisfies(environment -> assertThat(environment.inFlight()).isEqualTo(CONCURRENCY));
      barrier.release();

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
    Barrier barrier = new Barrier(2);
    try (HttpProxy dynamoDb =
            HttpProxy.to(shared.emulator().dynamoDbEndpoint(), barrier::onlyQueries);
        EmbeddedRelay relay =
            EmbeddedRelay.start(
                builder ->
                    builder
                        .dynamoDbEndpoint(dynamoDb.url())
                        .functionEnvironment("DYNAMODB_TIMEOUT_MILLIS", "15000")
                        .environments(1)
                        .concurrency(2))) {
      Client worker = relay.target().connect();
      barrier.arm();
      worker.send(result("a"), result("b"));
      barrier.awaitFull();

      assertThat(worker.send("ping").next())
          .startsWith("{\"message\": \"Internal server error\", \"connectionId\":\"");
      barrier.release();
      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> {
                worker.send("ping");
                assertThat(worker.next(Duration.ofSeconds(2))).isEqualTo("pong");
              });
    }
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

  /** Holds queries back, once armed, until so many of them wait at the same time. */
  private static final class Barrier {
    private final AtomicBoolean armed = new AtomicBoolean();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);
    private final int parties;

    Barrier(int parties) {
      this.parties = parties;
    }

    Optional<Integer> onlyQueries(String path, String operation) {
      if (armed.get() && operation.endsWith(".Query")) {
        arrived.release();
        awaitOpen();
      }
      return Optional.empty();
    }

    void arm() {
      armed.set(true);
    }

    void awaitFull() {
      try {
        assertThat(arrived.tryAcquire(parties, 12, TimeUnit.SECONDS))
            .as("%d queries at the same time", parties)
            .isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    void release() {
      armed.set(false);
      open.countDown();
    }

    private void awaitOpen() {
      try {
        boolean _ = open.await(14, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
