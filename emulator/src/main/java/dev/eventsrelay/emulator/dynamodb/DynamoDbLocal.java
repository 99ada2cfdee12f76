// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.process.ChildProcess;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.Command;
import dev.eventsrelay.emulator.process.OutputListener;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
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
 * <p>It has no option for its address and would listen on all of them; its JVM is told to listen on
 * loopback only, see {@link LoopbackOnly}. Thread-safe.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String MAIN_CLASS =
      "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
  private static final int PROBE_TIMEOUT_MS = 1000;
  private static final int PORT_ATTEMPTS = 3;
  private static final List<Class<?>> CONFINEMENT =
      List.of(LoopbackOnly.class, LoopbackServerChannel.class);

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
   * @param files its JARs and native libraries, all in one folder
   * @param scratch its working directory, an existing folder; the caller deletes it afterwards
   * @param output receives its output
   * @throws IOException with a sentence for the user when it does not start
   */
  public static DynamoDbLocal start(
      ChildProcesses processes, List<Path> files, Path scratch, OutputListener output)
      throws IOException, InterruptedException {
    Path lib = files.getFirst().resolveSibling("");
    Path confinement = confinement(scratch);
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      DynamoDbLocal started = launch(processes, lib, confinement, scratch, output);
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
   * A folder of its own for the classes that confine the JVM, so that DynamoDB Local has nothing
   * else of the emulator on its class path.
   */
  private static Path confinement(Path scratch) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "loopback");
    for (Class<?> type : CONFINEMENT) {
      Path file = folder.resolve(type.getName().replace('.', '/') + ".class");
      Files.createDirectories(file.resolveSibling(""));
      try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        Files.copy(requireNonNull(bytes, "the JAR of the emulator is not whole"), file);
      }
    }
    return folder;
  }

  private static DynamoDbLocal launch(
      ChildProcesses processes, Path lib, Path confinement, Path scratch, OutputListener output)
      throws IOException {
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
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.nio.channels.spi.SelectorProvider=" + LoopbackOnly.class.getName(),
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                lib.toAbsolutePath().resolve("*") + File.pathSeparator + confinement,
                MAIN_CLASS,
                "-inMemory",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)),
            // For file names; the program itself prints ASCII.
            Map.of("LC_ALL", "C.UTF-8"),
            scratch);
    return new DynamoDbLocal(
        processes.start(command, output), URI.create("http://127.0.0.1:" + port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
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

  /** Its process, which holds the tables: they end with it. */
  public ChildProcess process() {
    return process;
  }

  /** Kills it, because there is nothing to save. Does not wait. */
  @Override
  public void close() {
    process.kill();
  }
}
