// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.junit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventsrelay.emulator.FixtureApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds a project of somebody else, in a folder of its own, with nothing of this repository but
 * coordinates. What the build of this module has packaged is laid out as a local repository, in
 * front of the user's, which gives the rest. Slow: it runs Maven.
 */
class OutsideThisRepositoryIT {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String VERSION = requireNonNull(System.getProperty("emulator.version"));

  @TempDir Path folder;
  private Path project;
  private Path repository;

  @BeforeEach
  void layOut() throws IOException {
    project = folder.resolve("project");
    repository = folder.resolve("repository");
    copyProject();
    FixtureApplication.in(project);
    install("events-relay", ROOT.resolve("pom.xml"), null);
    install("emulator", ROOT.resolve("emulator/pom.xml"), "emulator/target/emulator.jar");
    install(
        "emulator-junit",
        ROOT.resolve("emulator/junit/pom.xml"),
        "emulator/junit/target/emulator-junit.jar");
  }

  @Test
  void test_ofAForeignProject_runsItsApplication() throws Exception {
    Path users = Path.of(requireNonNull(System.getProperty("users.repository")));
    assumeTrue(Files.isWritable(users), "Maven's local repository " + users + " is not writable");

    Path log = folder.resolve("maven.log");
    int exitCode =
        maven(
            log,
            "-Dmaven.repo.local=" + repository,
            "-Dmaven.repo.local.tail=" + users,
            "-Dmaven.repo.local.tail.ignoreAvailability=true",
            "-Demulator.version=" + VERSION,
            "-Djunit.version=" + System.getProperty("junit.version"));

    assertThat(log).content().contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(exitCode).isZero();
  }

  private int maven(Path log, String... properties) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(ROOT.resolve("mvnw").toString(), "--batch-mode", "test"),
                Stream.of(properties))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("Maven ends within 5 minutes").isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void copyProject() throws IOException {
    Path template = Path.of("src/test/resources/outside");
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(template.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** As Maven's install does. */
  private void install(String artifact, Path pom, @Nullable String jar) throws IOException {
    Path place = repository.resolve("dev/eventsrelay").resolve(artifact).resolve(VERSION);
    Files.createDirectories(place);
    Files.copy(pom, place.resolve("%s-%s.pom".formatted(artifact, VERSION)));
    if (jar != null) {
      Files.copy(ROOT.resolve(jar), place.resolve("%s-%s.jar".formatted(artifact, VERSION)));
    }
  }
}
