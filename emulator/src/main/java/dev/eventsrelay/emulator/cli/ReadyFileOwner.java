// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The emulator that a ready file of an earlier start speaks of. */
final class ReadyFileOwner {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadyFileOwner() {}

  /**
   * Does nothing if there is no such file, or its emulator has ended.
   *
   * @throws CliException if its emulator runs
   */
  static void requireNone(Path file) throws CliException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    long pid;
    Instant written;
    try {
      pid = JSON.readTree(file.toFile()).path("pid").asLong();
      written = Files.getLastModifiedTime(file).toInstant();
    } catch (IOException notAReadyFile) {
      return;
    }
    if (ProcessHandle.of(pid).filter(process -> startedBefore(written, process)).isPresent()) {
      throw new CliException(
          "The ready file %s belongs to an emulator that runs, process %d: stop it, or name another file."
              .formatted(file, pid));
    }
  }

  /** A younger process has only inherited the id. */
  private static boolean startedBefore(Instant written, ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).isBefore(written);
  }
}
