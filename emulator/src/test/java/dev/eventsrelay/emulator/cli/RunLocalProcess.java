// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command as a process of its own, as the script {@code run-local} starts it. */
final class RunLocalProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Process process;

  RunLocalProcess(Path folder, String... arguments) throws IOException {
    this(folder, List.of(), arguments);
  }

  /**
   * @param wrapper a program that runs the command that is its last arguments
   */
  RunLocalProcess(Path folder, List<String> wrapper, String... arguments) throws IOException {
    this.folder = folder;
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Demulator.home=" + Path.of("").toAbsolutePath());
    command.add(Main.class.getName());
    List<String> given = List.of(arguments);
    command.addAll(given);
    if (!given.contains("--ready-file")) {
      command.addAll(List.of("--ready-file", readyFile().toString()));
    }
    if (!given.contains("--log-file")) {
      command.addAll(List.of("--log-file", logFile().toString()));
    }
    process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
  }

  Path readyFile() {
    return folder.resolve("ready.json");
  }

  Path logFile() {
    return folder.resolve("functions.log");
  }

  /** Waits for the ready file. */
  JsonNode ready() {
    await()
        .atMost(ofSeconds(60))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("It ended: " + err());
              }
              return Files.exists(readyFile());
            });
    return report();
  }

  JsonNode report() {
    try {
      return JSON.readTree(readyFile().toFile());
    } catch (IOException e) {
      throw new AssertionError("The ready file is not whole.", e);
    }
  }

  long pid() {
    return process.pid();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int exitCodeWithin(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("It still runs after %d s.".formatted(seconds));
    }
    return process.exitValue();
  }

  /** Every process that it has started, directly or not, and that still runs. */
  List<ProcessHandle> descendants() {
    try (Stream<ProcessHandle> all = process.descendants()) {
      return all.toList();
    }
  }

  /** The same, over a time that ends early if the process does. */
  Set<ProcessHandle> descendantsWithin(Duration time) throws InterruptedException {
    Set<ProcessHandle> all = new HashSet<>();
    long end = System.nanoTime() + time.toNanos();
    do {
      all.addAll(descendants());
    } while (!process.waitFor(5, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
    return all;
  }

  String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
