// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.websocket.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeWatchTest {
  private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  @Test
  void code_changed_getsNewEnvironmentsAndKeepsConnections() throws Exception {
    try (Emulator emulator = start();
        Client client = Client.connect(emulator.webSocketUrl())) {
      List<Long> before = pids(emulator);

      FixtureApplication.in(folder);

      awaitNotice("Its code has changed: new environments");
      assertThat(pids(emulator)).hasSize(1).doesNotContainAnyElementsOf(before);
      assertThat(client.send("COLOUR").next()).isEqualTo("green");
      await()
          .atMost(ofSeconds(10))
          .until(() -> before.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    }
  }

  @Test
  void code_changedAndBroken_isSaidAndTheOldGoesOn() throws Exception {
    try (Emulator emulator = start();
        Client client = Client.connect(emulator.webSocketUrl())) {
      List<Long> before = pids(emulator);

      Files.writeString(folder.resolve("function.jar"), "half a JAR");
      try (JarOutputStream jar =
          new JarOutputStream(Files.newOutputStream(folder.resolve("function.jar")))) {
        jar.putNextEntry(new JarEntry("empty"));
      }

      awaitNotice("does not start; the code before goes on.");
      assertThat(pids(emulator)).isEqualTo(before);
      assertThat(client.send("COLOUR").next()).isEqualTo("green");
    }
  }

  private Emulator start() throws InterruptedException {
    return Emulator.builder()
        .template(FixtureApplication.in(folder).template())
        .environments(1)
        .watch()
        .listener(
            new FunctionListener() {
              @Override
              public void notice(String functionName, long pid, String sentence) {
                notices.add(sentence);
              }
            })
        .start();
  }

  private void awaitNotice(String part) {
    await()
        .atMost(ofSeconds(30))
        .until(() -> notices.stream().anyMatch(sentence -> sentence.contains(part)));
  }

  private static List<Long> pids(Emulator emulator) {
    return emulator.function("Answer").environments().stream().map(EnvironmentStatus::pid).toList();
  }
}
