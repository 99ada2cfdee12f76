// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the user's Maven. */
final class Maven {
  private static final Pattern PATH_SEPARATOR =
      Pattern.compile(File.pathSeparator, Pattern.LITERAL);

  private Maven() {}

  /**
   * The program that {@code MAVEN_CMD} names, else the nearest {@code mvnw} above a folder, else
   * {@code mvn} on the {@code PATH}.
   */
  static Optional<Path> find(Map<String, String> environment, Path from) {
    String named = environment.get("MAVEN_CMD");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    return Stream.concat(above(from.toAbsolutePath()), onPath(environment.getOrDefault("PATH", "")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> above(Path folder) {
    return Stream.iterate(folder, one -> one != null, Path::getParent)
        .map(one -> one.resolve("mvnw"));
  }

  private static Stream<Path> onPath(String path) {
    return PATH_SEPARATOR
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mvn"));
  }
}
