// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import dev.eventsrelay.emulator.process.ChildProcess;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.Command;
import dev.eventsrelay.emulator.process.OutputListener;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB Local, unmodified, in memory, as a separate process. Its licence allows no more, and the
 * user's Maven fetches it. Empty at each start.
 *
 * <p>It has no option for its address and listens on all of them. It holds no secrets, but on an
 * open network use another DynamoDB endpoint. Thread-safe.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String MAIN_CLASS =
      "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
  private static final int PROBE_TIMEOUT_MS = 1000;
  private static final int PORT_ATTEMPTS = 3;

  private final ChildProcess process;
  private final URI endpoint;

  private DynamoDbLocal(ChildProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts it on a free port and waits until it answers, for at most 30 s.
   *
   * @param processes starts it
   * @param files its JARs and native libraries
   * @param scratch its working directory, an existing folder; the caller deletes it afterwards
   * @param output receives its output
   * @throws IOException with a sentence for the user when it does not start
   */
  public static DynamoDbLocal start(
      ChildProcesses processes, List<Path> files, Path scratch, OutputListener output)
      throws IOException, InterruptedException {
    Path lib = together(files, scratch);
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      DynamoDbLocal started = launch(processes, lib, scratch, output);
      if (started.answers()) {
        return started;
      }
      boolean hangs = started.process.isAlive();
      started.close();
      if (hangs) {
        break;
      }
      // Most likely another process took the port between the search for a free one and the start.
    }
    throw new IOException(
        "DynamoDB Local did not start; see its output, or give another DynamoDB with"
            + " --dynamodb-endpoint.");
  }

  /**
   * DynamoDB Local looks for its native libraries beside its JARs; a local repository keeps them
   * apart.
   */
  private static Path together(List<Path> files, Path scratch) throws IOException {
    List<Path> folders = files.stream().map(file -> file.resolveSibling("")).distinct().toList();
    if (folders.size() == 1) {
      return folders.getFirst();
    }
    Path lib = Files.createTempDirectory(scratch, "dynamodb-local");
    for (Path file : files) {
      Files.createSymbolicLink(lib.resolve(file.getFileName()), file.toAbsolutePath());
    }
    return lib;
  }

  private static DynamoDbLocal launch(
      ChildProcesses processes, Path lib, Path scratch, OutputListener output) throws IOException {
    int port = freePort();
    Command command =
        new Command(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // The folder into which it unpacks its native library.
                "-Djava.io.tmpdir=" + scratch.toAbsolutePath(),
                "-cp",
                lib.toAbsolutePath().resolve("*").toString(),
                MAIN_CLASS,
                "-inMemory",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)),
            Map.of(),
            scratch);
    return new DynamoDbLocal(
        processes.start(command, output), URI.create("http://127.0.0.1:" + port));
  }

  /** A port that is free on all addresses, because DynamoDB Local listens on all of them. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws InterruptedException {
    long deadline = System.nanoTime() + START_DEADLINE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answersNow()) {
        return process.isAlive();
      }
      Thread.sleep(PROBE_INTERVAL);
    }
    return false;
  }

  private boolean answersNow() {
    try {
      HttpURLConnection probe = (HttpURLConnection) endpoint.toURL().openConnection();
      probe.setConnectTimeout(PROBE_TIMEOUT_MS);
      probe.setReadTimeout(PROBE_TIMEOUT_MS);
      // It refuses an unsigned request, which proves that it answers.
      int status = probe.getResponseCode();
      probe.disconnect();
      return status == HttpURLConnection.HTTP_BAD_REQUEST;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Its endpoint on loopback. */
  public URI endpoint() {
    return endpoint;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills it, because there is nothing to save. Does not wait. */
  @Override
  public void close() {
    process.kill();
  }
}
