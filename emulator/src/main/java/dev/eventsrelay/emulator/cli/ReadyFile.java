// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The file that says that the emulator is ready. It appears complete or not at all, follows the
 * execution environments as they are replaced, and is removed with the emulator. If it cannot be
 * kept current, because the disk is full, that is said once. Does nothing if no file is wanted.
 */
final class ReadyFile implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofMillis(200);

  private final @Nullable Path file;
  private final PrintWriter console;
  private @Nullable Thread refresher;
  private String written = "";
  private boolean outdated;

  private ReadyFile(@Nullable Path file, PrintWriter console) {
    this.file = file;
    this.console = console;
  }

  /**
   * Removes the file of an earlier run, so that nobody mistakes it for this run's.
   *
   * @throws CliException if it belongs to an emulator that still runs
   */
  static ReadyFile prepare(@Nullable Path file, PrintWriter console) throws CliException {
    if (file != null) {
      ReadyFileOwner.requireNone(file);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new CliException(
            "The ready file %s cannot be replaced (%s).".formatted(file, e.getMessage()));
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new CliException("The folder of the ready file %s does not exist.".formatted(file));
      }
    }
    return new ReadyFile(file, console);
  }

  /** Writes the file now and whenever its content changes. Call once. */
  void keep(Emulator emulator) throws CliException {
    if (file == null) {
      return;
    }
    Path target = file;
    try {
      write(target, emulator);
    } catch (IOException e) {
      throw new CliException(
          "The ready file %s cannot be written (%s).".formatted(file, e.getMessage()));
    }
    refresher = Thread.ofVirtual().name("ready-file").start(() -> refresh(target, emulator));
  }

  private void refresh(Path target, Emulator emulator) {
    try {
      while (true) {
        Thread.sleep(REFRESH);
        try {
          write(target, emulator);
        } catch (IOException e) {
          reportOnce(e);
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void reportOnce(IOException e) {
    if (!outdated) {
      outdated = true;
      console.println("The ready file %s is not current (%s).".formatted(file, e.getMessage()));
      console.flush();
    }
  }

  private void write(Path target, Emulator emulator) throws IOException {
    String content = ReadyReport.of(emulator).toJson();
    if (content.equals(written)) {
      return;
    }
    Path draft = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.writeString(draft, content);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    written = content;
  }

  @Override
  public void close() throws IOException {
    Thread running = refresher;
    if (running != null) {
      running.interrupt();
      try {
        running.join(REFRESH.multipliedBy(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    // Another emulator may have written it since.
    if (file != null && Files.exists(file) && Files.readString(file).equals(written)) {
      Files.deleteIfExists(file);
    }
  }
}
