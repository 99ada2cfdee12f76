// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.eventsrelay.emulator.process.ScratchFolder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the user's Maven fetch a program, once, into the cache. Concurrent fetches do not disturb
 * each other, because only a complete folder is moved into place.
 *
 * @param cache of this user; created when needed
 * @param maven the user's, if there is one
 * @param repository where Maven should keep what it fetches; empty for its default
 * @param deadline for one run of Maven
 */
record Fetcher(Path cache, Optional<Path> maven, Optional<Path> repository, Duration deadline) {
  private static final System.Logger LOGGER = System.getLogger(Fetcher.class.getName());

  /**
   * Returns the program's files.
   *
   * @throws IOException with a sentence for the user that contains the command to run instead
   */
  List<Path> files(Program program) throws IOException, InterruptedException {
    String pom = program.pom();
    Path project = cache.resolve("%s-%08x".formatted(program.folder(), pom.hashCode()));
    ProgramFolder cached = ProgramFolder.ofProject(project);
    if (cached.files(program).isEmpty()) {
      fetch(program, pom, project);
    }
    List<Path> files = cached.files(program);
    if (files.isEmpty()) {
      throw failure(program, project, "Maven ran, but %s is not whole".formatted(cached.folder()));
    }
    return files;
  }

  private void fetch(Program program, String pom, Path project)
      throws IOException, InterruptedException {
    Files.createDirectories(project);
    // The user may have to run Maven on it.
    Files.writeString(project.resolve("pom.xml"), pom);
    Path command =
        maven.orElseThrow(
            () ->
                failure(
                    program,
                    project,
                    "there is no Maven to fetch it with: no MAVEN_CMD, no mvnw, no mvn on the"
                        + " PATH"));
    LOGGER.log(Level.INFO, "{0} is fetched by {1} into {2}.", program.title(), command, project);
    try (ScratchFolder draft = ScratchFolder.in(project)) {
      Files.writeString(draft.path().resolve("pom.xml"), pom);
      run(program, command, project, draft.path());
      moveIntoPlace(draft.path().resolve("target/lib"), ProgramFolder.ofProject(project), program);
    }
  }

  private void run(Program program, Path command, Path project, Path draft)
      throws IOException, InterruptedException {
    Path log = project.resolve("maven.log");
    Process process =
        new ProcessBuilder(arguments(command, draft))
            .directory(draft.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(deadline.toMillis(), MILLISECONDS)) {
        throw failure(
            program, project, "Maven took longer than %d s".formatted(deadline.toSeconds()));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failure(
          program,
          project,
          "Maven failed with exit code %d; %s says why".formatted(process.exitValue(), log));
    }
  }

  private List<String> arguments(Path command, Path draft) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command.toString());
    arguments.addAll(
        List.of("--batch-mode", "--file", draft.resolve("pom.xml").toString(), "package"));
    repository.ifPresent(folder -> arguments.add("-Dmaven.repo.local=" + folder));
    return arguments;
  }

  private static void moveIntoPlace(Path fetched, ProgramFolder place, Program program)
      throws IOException {
    Files.createDirectories(place.folder().resolveSibling(""));
    try {
      Files.move(fetched, place.folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (place.files(program).isEmpty()) {
        throw e;
      }
      // Another fetch was faster.
    }
  }

  private static IOException failure(Program program, Path project, String reason) {
    return new IOException(
        "%s is in no local Maven repository, and %s. Run this, then start again: mvn --file %s package"
            .formatted(program.title(), reason, project.resolve("pom.xml")));
  }
}
