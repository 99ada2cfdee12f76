// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InvocationLinesTest {
  private final List<String> written = new ArrayList<>();
  private final InvocationLines lines =
      new InvocationLines(bytes -> written.add(new String(bytes, UTF_8)));

  @Test
  void lines_areWrittenTogetherAtTheEnd() {
    write("a\n");
    write("b\n");
    assertThat(written).isEmpty();

    lines.end();

    assertThat(written).containsExactly("a\nb\n");
  }

  @Test
  void invocationWithoutLines_writesNothing() {
    lines.end();

    assertThat(written).isEmpty();
  }

  @Test
  void lineAfterTheEnd_isWrittenAtOnce() {
    lines.end();

    write("late\n");

    assertThat(written).containsExactly("late\n");
  }

  @Test
  void linesOfManyBytes_doNotWaitForTheEnd() {
    String line = "x".repeat(1023) + "\n";
    for (int i = 0; i < 65; i++) {
      write(line);
    }

    assertThat(written).containsExactly(line.repeat(65));
  }

  @Test
  void warning_bringsWhatWaitsBeforeIt() {
    EventLog log =
        new JsonLog(new JsonLines(lines, InstantSource.system()), Level.DEBUG).with(Map.of());

    log.log(Level.INFO, "first", Map.of());
    assertThat(written).isEmpty();
    log.log(Level.WARNING, "second", Map.of());

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("first"),
            line -> assertThat(line).contains("second"));
  }

  @Test
  void linesOfManyThreads_areAllWrittenOnce() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5_000; i++) {
        String line = "a line of some bytes, " + i + "\n";
        threads.execute(() -> write(line));
      }
    }
    lines.end();

    assertThat(String.join("", written).lines().distinct()).hasSize(5_000);
  }

  private void write(String line) {
    lines.write(line.getBytes(UTF_8));
  }
}
