// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.emulator.FixtureApplication;
import dev.eventsrelay.websocket.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process: what it prints and writes, how it ends, and that nothing stays behind. */
class RunLocalTest {
  @TempDir Path folder;
  private String template;

  @BeforeEach
  void writeApplication() {
    template = FixtureApplication.in(folder).template().toString();
  }

  @Test
  void stack_started_saysWhereItIs() throws Exception {
    try (RunLocalProcess run = start("--environments", "1", "--parameter", "Colour=blue")) {
      JsonNode ready = run.ready();

      String webSocketUrl = ready.path("webSocketUrl").asText();
      assertThat(webSocketUrl).matches("ws://127\\.0\\.0\\.1:\\d+/test");
      assertThat(ready.path("managementUrl").asText()).matches("http://127\\.0\\.0\\.1:\\d+/test");
      assertThat(ready.path("dynamoDbEndpoint").asText()).startsWith("http://127.0.0.1:");
      assertThat(ready.path("tableName").asText()).isEqualTo("local-Table");
      assertThat(ready.path("pid").asLong()).isEqualTo(run.pid());
      assertThat(pids(ready)).hasSize(1).allMatch(pid -> ProcessHandle.of(pid).isPresent());
      try (Client client = Client.connect(URI.create(webSocketUrl))) {
        assertThat(client.send("COLOUR").next()).isEqualTo("blue");
      }
      assertThat(run.out())
          .contains(webSocketUrl, ready.path("managementUrl").asText(), "Ready after ")
          .contains("./run-local demo --url " + webSocketUrl, "npx wscat", "aws dynamodb scan");
      await()
          .atMost(ofSeconds(5))
          .until(
              () -> Files.readString(folder.resolve("functions.log")).contains("asked for COLOUR"));
      assertThat(run.out()).doesNotContain("asked for COLOUR");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signal_whenReady_stopsEverythingWithCodeZero(String signal) throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptIsIgnored(),
        "SIGINT is ignored here, as in a background job, and so in every child");
    try (RunLocalProcess run = start("--environments", "1", "--quiet")) {
      run.ready();
      List<ProcessHandle> children = run.descendants();
      assertThat(children).hasSizeGreaterThanOrEqualTo(3);

      run.signal(signal);

      assertThat(run.exitCodeWithin(5)).isZero();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(run.readyFile()).doesNotExist();
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void port_inUse_isOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunLocalProcess run =
            new RunLocalProcess(
                folder, "--template", template, "--port", "" + taken.getLocalPort())) {
      assertThat(run.exitCodeWithin(20)).isEqualTo(1);
      assertThat(run.err().lines().toList())
          .singleElement()
          .asString()
          .startsWith("run-local: ")
          .contains("127.0.0.1:" + taken.getLocalPort());
      assertThat(run.descendants()).isEmpty();
      assertThat(run.readyFile()).doesNotExist();
    }
  }

  private RunLocalProcess start(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("--template", template, "--port", "0"));
    all.addAll(List.of(arguments));
    return new RunLocalProcess(folder, all.toArray(String[]::new));
  }

  private static List<Long> pids(JsonNode ready) {
    return ready
        .at("/functions/Answer")
        .valueStream()
        .map(one -> one.path("pid").asLong())
        .toList();
  }

  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(mask, 16) & 0b10) != 0;
  }
}
