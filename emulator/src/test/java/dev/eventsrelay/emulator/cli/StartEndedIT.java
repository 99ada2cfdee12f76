// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.FixtureApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM at any moment of the start: nothing stays behind, and it looks like no failure. */
@Tag("edges")
class StartEndedIT {
  private static final Duration PATIENCE = ofSeconds(6);

  @TempDir Path folder;

  /** From the JVM's own start to the ready functions; each moment takes a few seconds to test. */
  @ParameterizedTest
  @ValueSource(ints = {100, 250, 400, 600, 850, 1_300, 2_000, 4_000})
  void signal_soLongAfterTheStart_leavesNothingBehind(int milliseconds) throws Exception {
    endAfter(Duration.ofMillis(milliseconds));
  }

  private void endAfter(Duration time) throws Exception {
    String template = FixtureApplication.in(folder).template().toString();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    List<String> there = List.of("/usr/bin/env", "TMPDIR=" + temporary);
    try (RunLocalProcess run =
        new RunLocalProcess(
            folder, there, "--template", template, "--port", "0", "--environments", "1")) {
      Set<ProcessHandle> started = run.descendantsWithin(time);

      run.signal("TERM");
      started.addAll(run.descendantsWithin(PATIENCE));

      int code = run.exitCodeWithin(0);
      assertThat(run.err() + run.out()).doesNotContain("run-local:", "defect");
      // Before the log file there is the JVM alone, whose own words and exit code nobody can
      // change.
      if (code == 0 || Files.exists(run.logFile())) {
        assertThat(code).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("null", "Exception", "\tat ");
      }
      assertThat(run.readyFile()).doesNotExist();
      await().atMost(PATIENCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }
  }
}
