// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for processes to work in, deleted with everything in it on close. */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** A new folder in the temporary directory. */
  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("emulator-"));
  }

  /** A new folder inside another one. */
  public static ScratchFolder in(Path folder) throws IOException {
    return new ScratchFolder(Files.createTempDirectory(folder, "scratch-"));
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
