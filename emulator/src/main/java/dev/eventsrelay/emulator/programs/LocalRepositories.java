// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Maven's local repositories in order of preference.
 *
 * @param folders need not exist
 */
record LocalRepositories(List<Path> folders) {
  /**
   * The repositories that Maven would use: the one named on its command line, which Surefire passes
   * on as {@code localRepository}, the one in the user's settings, and the default.
   */
  static LocalRepositories ofThisProcess(Properties system) {
    Path home = Path.of(system.getProperty("user.home"), ".m2");
    Stream<Optional<Path>> all =
        Stream.of(
            Optional.ofNullable(system.getProperty("maven.repo.local")).map(Path::of),
            Optional.ofNullable(system.getProperty("localRepository")).map(Path::of),
            MavenSettings.localRepository(home.resolve("settings.xml"), system),
            Optional.of(home.resolve("repository")));
    return new LocalRepositories(all.flatMap(Optional::stream).distinct().toList());
  }

  /** The program's files, each from the first repository that has it; empty if one is missing. */
  List<Path> files(Program program) {
    List<Path> found = program.files().stream().map(this::find).flatMap(Optional::stream).toList();
    return found.size() == program.files().size() ? found : List.of();
  }

  private Optional<Path> find(String file) {
    return folders.stream()
        .map(folder -> folder.resolve(file).toAbsolutePath())
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
