// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.emulator.FixtureApplication;
import dev.eventsrelay.websocket.Client;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process while it runs: who dies, who is in its way, what runs out. */
@Tag("edges")
class RunLocalIT {
  @TempDir Path folder;
  private String template;

  @BeforeEach
  void writeApplication() {
    template = FixtureApplication.in(folder).template().toString();
  }

  @Test
  void faults_asked_areInForceAndListedAtTheControlUrl() throws Exception {
    String fault = "refuse-connect status=503 rate=1.0";
    try (RunLocalProcess run = start("--environments", "1", "--fault", fault)) {
      URI control = URI.create(run.ready().path("controlUrl").asText());

      assertThat(run.out()).contains("Faults          " + control);
      try (InputStream answer = control.toURL().openStream()) {
        assertThat(answer).hasContent(fault);
      }
    }
  }

  @Test
  void environment_killed_isReplacedInTheReadyFile() throws Exception {
    try (RunLocalProcess run = start("--environments", "Answer=1")) {
      long killed = pids(run.ready()).getFirst();

      assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();

      await()
          .atMost(ofSeconds(20))
          .until(() -> pids(run.report()).stream().anyMatch(pid -> pid != killed));
      assertThat(run.out()).contains("local-Answer[%d] Environment ended".formatted(killed));
    }
  }

  @Test
  void dynamoDbLocal_running_listensOnLoopbackOnly() throws Exception {
    try (RunLocalProcess run = start("--environments", "1")) {
      int port = URI.create(run.ready().path("dynamoDbEndpoint").asText()).getPort();

      for (InetAddress address : ownAddresses()) {
        boolean answers = accepts(address, port);
        assertThat(answers)
            .as("%s", address)
            .isEqualTo(address.getHostAddress().equals("127.0.0.1"));
      }
      assertThat(listening(port))
          .allMatch(line -> line.contains(" 127.0.0.1:" + port + " "))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void dynamoDbLocal_killed_endsTheEmulatorWithASentence() throws Exception {
    try (RunLocalProcess run = start("--environments", "1")) {
      run.ready();
      List<ProcessHandle> children = run.descendants();

      children.stream().filter(RunLocalIT::isDynamoDbLocal).forEach(ProcessHandle::destroyForcibly);

      assertThat(run.exitCodeWithin(10)).isEqualTo(1);
      assertThat(run.err().lines().toList())
          .containsExactly(
              "run-local: DynamoDB Local ended with exit code 137, and its data with it: start"
                  + " again.");
      assertThat(run.readyFile()).doesNotExist();
      await().atMost(ofSeconds(5)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void fileLimit_exhaustedByClients_isSaidAndTheNextClientsAreServed() throws Exception {
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -n 256; exec \"$@\"", "sh");
    try (RunLocalProcess run =
        new RunLocalProcess(
            folder, limited, "--template", template, "--port", "0", "--concurrency", "200")) {
      URI webSocketUrl = URI.create(run.ready().path("webSocketUrl").asText());
      assertThat(run.out())
          .contains("may open 256 files, too few for 200 slots in each of 2 environments")
          .contains("This process may open 256 files, which is enough for about");

      // The classes of a connection come from files too.
      Client.connect(webSocketUrl).close();
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), webSocketUrl.getPort()));
      }
      await().atMost(ofSeconds(10)).until(() -> run.err().contains("Too many open files"));
      for (Socket one : crowd) {
        one.close();
      }

      // The queue of those that are gone comes first.
      await()
          .atMost(ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (Client client = Client.connect(webSocketUrl)) {
                  assertThat(client.send("COLOUR").next()).isEqualTo("green");
                }
              });
    }
  }

  @Test
  void signal_whileStarting_stopsEverythingWithCodeZero() throws Exception {
    try (RunLocalProcess run = start("--environments", "1")) {
      await().atMost(ofSeconds(20)).until(() -> run.descendants().size() >= 2);
      List<ProcessHandle> children = run.descendants();

      run.signal("TERM");

      assertThat(run.exitCodeWithin(5)).isZero();
      await().atMost(ofSeconds(5)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(run.readyFile()).doesNotExist();
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void parent_killed_leavesNoChild() throws Exception {
    try (RunLocalProcess run = start("--environments", "1")) {
      run.ready();
      List<ProcessHandle> children = run.descendants();

      run.signal("KILL");

      await()
          .atMost(ofSeconds(10))
          .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void filesOfARunningEmulator_areNotTaken() throws Exception {
    try (RunLocalProcess run = start("--environments", "1")) {
      run.ready();
      String ready = Files.readString(run.readyFile());
      Path second = Files.createDirectory(folder.resolve("second"));

      try (RunLocalProcess other =
          new RunLocalProcess(
              second, List.of(), "--template", template, "--ready-file", "" + run.readyFile())) {
        assertThat(other.exitCodeWithin(20)).isEqualTo(1);
        assertThat(other.err()).contains("process " + run.pid());
      }
      try (RunLocalProcess other =
          new RunLocalProcess(
              second, List.of(), "--template", template, "--log-file", folder + "/functions.log")) {
        assertThat(other.exitCodeWithin(20)).isEqualTo(1);
        assertThat(other.err()).contains("Another emulator writes the log file");
      }

      assertThat(run.readyFile()).hasContent(ready);
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

  private static boolean isDynamoDbLocal(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("-inMemory");
  }

  private static List<InetAddress> ownAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLinkLocalAddress())
        .toList();
  }

  /** What {@code ss} shows, where it is installed. */
  private static List<String> listening(int port) {
    try {
      Process ss = new ProcessBuilder("ss", "-Htln", "sport", "=", ":" + port).start();
      return ss.inputReader().lines().toList();
    } catch (IOException notInstalled) {
      return List.of();
    }
  }

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
