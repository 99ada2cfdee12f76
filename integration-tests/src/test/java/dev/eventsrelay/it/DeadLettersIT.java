// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.websocket.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the relay gives up on, with the times of the template, and the program {@code
 * infra-sam/dead-letters} that an operator has for it. A minute and a half, most of it waiting for
 * visibility time-outs.
 */
@Tag("edges")
class DeadLettersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROGRAM = Path.of("..", "infra-sam", "dead-letters");
  private static final FailDynamoDb AWAY = new FailDynamoDb(503, false, 1, Optional.empty());

  /** Two visibility time-outs, and as much again for a busy machine. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(2);

  /** Below the visibility time-out: who waits for a poison message waits longer. */
  private static final Duration UNDISTURBED = Duration.ofSeconds(10);

  private final String guid = UUID.randomUUID().toString();
  private final String result = "{\"guid\":\"" + guid + "\",\"code\":0}";

  @TempDir Path folder;

  @Test
  void messagesThatAlwaysFail_delayNobodyAndAreDroppedOrRedriven() throws Exception {
    try (EmbeddedRelay relay =
            EmbeddedRelay.start(
                builder ->
                    EmbeddedRelay.sendMessageEnvironments(Delivery.QUEUED.of(builder), 2)
                        .faults(1));
        Client router = relay.target().connect();
        Client worker = relay.target().connect();
        Client other = relay.target().connect()) {
      router.send("subscribe: " + guid);
      relay.table().awaitSubscribers(guid, 1);
      // The row is there before the function has done with the message.
      await().until(() -> messages(relay, "DefaultQueue") == 0);
      String poison = sendWithoutContext(relay);

      relay.emulator().faults().inject(AWAY);
      worker.send(result);
      await("the result's second failure")
          .atMost(GIVEN_UP)
          .until(() -> failures(relay).stream().anyMatch(line -> receivesOf(line) == 2));
      assertThat(other.send("ping").next(UNDISTURBED)).isEqualTo("pong");
      relay.emulator().faults().end(AWAY);

      await("two dead letters")
          .atMost(GIVEN_UP)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(other.send("ping").next(UNDISTURBED)).isEqualTo("pong");
                assertThat(messages(relay, "DefaultDeadLetters")).isEqualTo(2);
              });
      List<String> listed = program(relay, "list");
      assertThat(listed.getLast()).isEqualTo("2 dead letters.");
      assertThat(listed).filteredOn(line -> line.contains(poison)).hasSize(1);
      assertThat(listed)
          .filteredOn(line -> line.contains(guid))
          .singleElement()
          .asString()
          .contains("$default", Integer.toString(result.length()))
          .doesNotContain("code");
      assertThat(program(relay, "drop", poison)).contains("1 dropped.");
      assertThat(program(relay, "redrive", "--all")).contains("1 redriven.");

      assertThat(router.next()).isEqualTo(result);
      assertThat(program(relay, "list")).containsExactly("No dead letters.");
    }
  }

  /** Sends what the function cannot work on, past API Gateway. Returns its id. */
  private static String sendWithoutContext(EmbeddedRelay relay) throws Exception {
    return call(relay, "SendMessage", "DefaultQueue", request -> request.put("MessageBody", "?"))
        .path("MessageId")
        .asText();
  }

  /** How many a queue has, received or not. */
  private static int messages(EmbeddedRelay relay, String queue) throws Exception {
    JsonNode counts =
        call(
                relay,
                "GetQueueAttributes",
                queue,
                request ->
                    request
                        .putArray("AttributeNames")
                        .add("ApproximateNumberOfMessages")
                        .add("ApproximateNumberOfMessagesNotVisible"))
            .path("Attributes");
    return counts.path("ApproximateNumberOfMessages").asInt()
        + counts.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private interface Parameters {
    void addTo(ObjectNode request);
  }

  private static JsonNode call(
      EmbeddedRelay relay, String operation, String queue, Parameters parameters)
      throws IOException, InterruptedException {
    URI endpoint = relay.emulator().sqsEndpoint().orElseThrow();
    ObjectNode request =
        JSON.createObjectNode().put("QueueUrl", "" + relay.emulator().queues().get(queue));
    parameters.addTo(request);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .header("X-Amz-Target", "AmazonSQS." + operation)
                    .timeout(UNDISTURBED)
                    .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private List<JsonNode> failures(EmbeddedRelay relay) {
    return relay.logLines().stream()
        .map(EmbeddedRelay.LogLine::text)
        .filter(text -> text.contains("neither relayed nor kept") && text.contains(guid))
        .map(DeadLettersIT::json)
        .toList();
  }

  private static int receivesOf(JsonNode line) {
    return line.path("receives").asInt();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }

  /** What the operator's program prints. The first time it fetches its packages. */
  private List<String> program(EmbeddedRelay relay, String command, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>(List.of(PROGRAM.toString(), command));
    line.addAll(List.of("--endpoint", "" + relay.emulator().sqsEndpoint().orElseThrow()));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "dead-letters", ".txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed.lines().filter(text -> !text.startsWith("Making ")).toList();
  }
}
