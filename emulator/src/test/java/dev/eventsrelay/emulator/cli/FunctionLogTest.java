// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogTest {
  @TempDir Path folder;
  private final StringWriter console = new StringWriter();

  @Test
  void write_diskFull_isSaidOnceAndNoticesAreStillShown() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    try (FunctionLog log = log(LogFile.named(full))) {
      log.output("F", 1, "a");
      log.output("F", 1, "b");
      log.notice("F", 1, "ended");
    }
    assertThat(console.toString().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Lines are missing from the log file /dev/full (")
        .contains("space");
    assertThat(console.toString()).endsWith("F[1] ended" + System.lineSeparator());
  }

  @Test
  void open_earlierRun_startsEmpty() throws Exception {
    Path file = Files.writeString(folder.resolve("run-local.log"), "old");
    try (FunctionLog log = log(LogFile.inFirstOf(folder))) {
      log.output("F", 1, "new");
      assertThat(log.path()).isEqualTo(file);
    }
    assertThat(file).hasContent("F[1] new");
  }

  @Test
  void open_folderThatTakesNoFiles_usesTheNext() throws Exception {
    Path readOnly = Path.of("/proc/self");
    assumeTrue(Files.exists(readOnly), "this system has no /proc");
    try (LogFile file = LogFile.inFirstOf(readOnly, folder)) {
      assertThat(file.path()).isEqualTo(folder.resolve("run-local.log"));
    }
    assertThatThrownBy(() -> LogFile.inFirstOf(readOnly))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--log-file");
  }

  private FunctionLog log(LogFile file) {
    return new FunctionLog(file, new PrintWriter(console), false);
  }
}
