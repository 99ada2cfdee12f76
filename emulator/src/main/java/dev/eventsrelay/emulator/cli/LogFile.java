// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log file that only this process writes. It is empty at first.
 *
 * @param path where it is
 */
record LogFile(Path path, FileChannel channel) implements AutoCloseable {
  private static final String NAME = "run-local";
  private static final int MOST_EMULATORS = 99;

  /**
   * Opens the file that the user named.
   *
   * @throws CliException if it cannot be written, or another emulator writes it
   */
  static LogFile named(Path path) throws CliException {
    try {
      return open(path)
          .orElseThrow(
              () ->
                  new CliException(
                      "Another emulator writes the log file %s: name another one."
                          .formatted(path)));
    } catch (IOException e) {
      throw new CliException("The log file %s cannot be written (%s).".formatted(path, e));
    }
  }

  /**
   * Opens the first file {@code run-local.log}, {@code run-local-2.log} and so on that no other
   * emulator writes, in the first folder that takes files.
   *
   * @throws CliException if none does
   */
  static LogFile inFirstOf(Path... folders) throws CliException {
    @Nullable IOException refusal = null;
    for (Path folder : folders) {
      try {
        return numbered(folder);
      } catch (IOException e) {
        refusal = e;
      }
    }
    throw new CliException(
        "No log file can be written (%s): name one with --log-file.".formatted(refusal));
  }

  private static LogFile numbered(Path folder) throws IOException {
    for (int number = 1; number <= MOST_EMULATORS; number++) {
      String name = number == 1 ? NAME + ".log" : "%s-%d.log".formatted(NAME, number);
      Optional<LogFile> file = open(folder.resolve(name));
      if (file.isPresent()) {
        return file.get();
      }
    }
    throw new IOException("%d emulators write logs in %s".formatted(MOST_EMULATORS, folder));
  }

  /** Empty if another process writes it. */
  private static Optional<LogFile> open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel = FileChannel.open(path, CREATE, WRITE);
    try {
      if (Files.isRegularFile(path)) {
        FileLock lock = channel.tryLock();
        if (lock == null) {
          channel.close();
          return Optional.empty();
        }
        channel.truncate(0);
      }
      return Optional.of(new LogFile(path, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + System.lineSeparator()).getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
