// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder into which Maven has copied a program's JARs and native libraries. */
record ProgramFolder(Path folder) {
  /** The folder in which a project that fetches a program leaves it. */
  static ProgramFolder ofProject(Path project) {
    return new ProgramFolder(project.resolve("target/lib"));
  }

  /** The files by name; empty if the folder is missing or not complete. */
  List<Path> files(Program program) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> present = all.map(Path::toAbsolutePath).sorted().toList();
      Set<String> names =
          present.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      return names.containsAll(wanted(program)) ? present : List.of();
    }
  }

  private static Set<String> wanted(Program program) {
    return program.files().stream()
        .map(file -> file.substring(file.lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }
}
