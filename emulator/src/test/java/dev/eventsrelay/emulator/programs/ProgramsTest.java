// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import static dev.eventsrelay.emulator.programs.Program.DYNAMODB_LOCAL;
import static dev.eventsrelay.emulator.programs.Program.RUNTIME_INTERFACE_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where programs are looked for. The user's Maven is a script that pretends. */
class ProgramsTest {
  private static final Path NOWHERE = Path.of("/nowhere");

  @TempDir Path folder;
  private Path cache;
  private Path repository;

  @BeforeEach
  void nameFolders() {
    cache = folder.resolve("cache");
    repository = folder.resolve("repository");
  }

  @Test
  void emulator_built_knowsTheFilesOfBothPrograms() {
    assertThat(DYNAMODB_LOCAL.files())
        .anyMatch(file -> file.matches("software/amazon/dynamodb/DynamoDBLocal/.*\\.jar"))
        .anyMatch(file -> file.matches("com/almworks/sqlite4java/.*linux-amd64.*\\.so"));
    assertThat(RUNTIME_INTERFACE_CLIENT.files())
        .anyMatch(file -> file.matches("com/amazonaws/aws-lambda-java-runtime.*\\.jar"));
    assertThat(DYNAMODB_LOCAL.pom()).contains("<artifactId>DynamoDBLocal</artifactId>");
  }

  @Test
  void files_inThisCheckout_areThoseThatTheBuildHasFetched() throws Exception {
    assertThat(Programs.ofThisProcess().files(DYNAMODB_LOCAL))
        .hasSameSizeAs(DYNAMODB_LOCAL.files())
        .allMatch(file -> file.startsWith(Path.of("dynamodb-local/target/lib").toAbsolutePath()));
  }

  @Test
  void files_inTheLocalRepository_needNoMaven() throws Exception {
    for (String file : RUNTIME_INTERFACE_CLIENT.files()) {
      write(repository.resolve(file), "");
    }

    assertThat(programs(Optional.empty()).files(RUNTIME_INTERFACE_CLIENT))
        .hasSameSizeAs(RUNTIME_INTERFACE_CLIENT.files())
        .allMatch(file -> file.startsWith(repository));
    assertThat(cache).doesNotExist();
  }

  @Test
  void files_nowhere_areFetchedByMavenOnce() throws Exception {
    Path maven = maven(copies(RUNTIME_INTERFACE_CLIENT.files()));

    List<Path> files = programs(Optional.of(maven)).files(RUNTIME_INTERFACE_CLIENT);

    assertThat(files).hasSameSizeAs(RUNTIME_INTERFACE_CLIENT.files());
    assertThat(files).allMatch(file -> file.startsWith(cache));
    assertThat(programs(Optional.of(maven("exit 1"))).files(RUNTIME_INTERFACE_CLIENT))
        .as("from the cache")
        .isEqualTo(files);
    try (var left = Files.list(files.getFirst().resolve("../../..").normalize())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("pom.xml", "maven.log", "target");
    }
  }

  @Test
  void maven_asked_getsTheRepositoryOfThisBuild() throws Exception {
    Path maven = maven("echo \"$@\"; exit 1");
    Programs programs =
        new Programs(
            Optional.empty(),
            Optional.empty(),
            new LocalRepositories(List.of()),
            new Fetcher(
                cache, Optional.of(maven), Optional.of(repository), Duration.ofSeconds(20)));

    assertThatThrownBy(() -> programs.files(DYNAMODB_LOCAL)).hasMessageContaining("exit code 1");

    try (var logs = Files.walk(cache)) {
      Path log = logs.filter(file -> file.endsWith("maven.log")).findFirst().orElseThrow();
      assertThat(log).content().contains("package -Dmaven.repo.local=" + repository);
    }
  }

  @Test
  void maven_missing_isASentenceWithTheCommandToRun() {
    assertThatThrownBy(() -> programs(Optional.empty()).files(DYNAMODB_LOCAL))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("DynamoDB Local is in no local Maven repository, and there is no")
        .message()
        .satisfies(
            message -> {
              String pom = message.substring(message.indexOf("mvn --file ") + 11).split(" ", -1)[0];
              assertThat(Path.of(pom)).content().isEqualTo(DYNAMODB_LOCAL.pom());
            });
  }

  @Test
  void maven_failing_isASentenceThatNamesItsLog() throws Exception {
    Path maven = maven("echo no network; exit 7");

    assertThatThrownBy(() -> programs(Optional.of(maven)).files(DYNAMODB_LOCAL))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("exit code 7", "maven.log says why", "mvn --file ");
  }

  @Test
  void maven_leavingHalf_isASentence() throws Exception {
    Path maven = maven(copies(DYNAMODB_LOCAL.files().subList(0, 3)));

    assertThatThrownBy(() -> programs(Optional.of(maven)).files(DYNAMODB_LOCAL))
        .hasMessageContaining("is not whole");
  }

  @Test
  void maven_hanging_isEnded() throws Exception {
    Fetcher impatient =
        new Fetcher(
            cache, Optional.of(maven("sleep 60")), Optional.empty(), Duration.ofMillis(200));

    assertThatThrownBy(() -> impatient.files(DYNAMODB_LOCAL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Maven took longer than");
  }

  @Test
  void home_named_isTheOnlyPlace() {
    Programs programs =
        new Programs(
            Optional.of(NOWHERE),
            Optional.empty(),
            new LocalRepositories(List.of()),
            new Fetcher(cache, Optional.empty(), Optional.empty(), Duration.ofSeconds(1)));

    assertThatThrownBy(() -> programs.files(DYNAMODB_LOCAL))
        .hasMessage(
            "DynamoDB Local is missing: /nowhere/dynamodb-local/target/lib is not whole. Fetch it"
                + " with ./mvnw package, or correct -Demulator.home.");
  }

  private Programs programs(Optional<Path> maven) {
    return new Programs(
        Optional.empty(),
        Optional.of(NOWHERE),
        new LocalRepositories(List.of(NOWHERE, repository)),
        new Fetcher(cache, maven, Optional.empty(), Duration.ofSeconds(20)));
  }

  /** Does what the POM's {@code copy-dependencies} does. */
  private static String copies(List<String> files) {
    StringBuilder script = new StringBuilder("mkdir -p target/lib\n");
    files.forEach(
        file ->
            script.append("touch target/lib/").append(Path.of(file).getFileName()).append('\n'));
    return script.toString();
  }

  private Path maven(String script) throws IOException {
    Path maven = write(folder.resolve("mvn-" + script.hashCode()), "#!/bin/sh\n" + script + "\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    return maven;
  }

  private static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content);
  }
}
