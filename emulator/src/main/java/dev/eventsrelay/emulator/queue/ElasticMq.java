// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import dev.eventsrelay.emulator.process.ChildProcess;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.Command;
import dev.eventsrelay.emulator.process.OutputListener;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * ElasticMQ, unmodified, in memory, as a separate process on a free port of loopback. Empty at each
 * start. Thread-safe.
 *
 * <p>Unlike SQS it takes messages of up to 256 KiB, and keeps a message until it is deleted: it has
 * no retention period.
 */
public final class ElasticMq implements AutoCloseable {
  private static final String MAIN_CLASS = "org.elasticmq.server.Main";
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);

  /** Its own words for where it listens; with port 0 nobody else knows. */
  private static final Pattern LISTENS =
      Pattern.compile(".*Started SQS rest server, bind address 127\\.0\\.0\\.1:(\\d+),.*");

  private final ChildProcess process;
  private final CompletableFuture<URI> endpoint;
  private volatile boolean closed;

  private ElasticMq(ChildProcess process, CompletableFuture<URI> endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts it and does not wait.
   *
   * @param processes starts it
   * @param files its JARs
   * @param scratch its working directory
   * @param output receives its output
   * @param died receives a sentence if it ends before it is closed
   */
  public static ElasticMq start(
      ChildProcesses processes,
      List<Path> files,
      Path scratch,
      OutputListener output,
      OutputListener died)
      throws IOException {
    CompletableFuture<URI> endpoint = new CompletableFuture<>();
    ChildProcess process =
        processes.start(
            command(files, scratch),
            (pid, line) -> {
              Matcher listens = LISTENS.matcher(line);
              if (listens.matches()) {
                endpoint.complete(URI.create("http://127.0.0.1:" + listens.group(1)));
              }
              output.line(pid, line);
            });
    ElasticMq started = new ElasticMq(process, endpoint);
    var _ = process.exit().thenAccept(status -> started.ended(status, died));
    return started;
  }

  private static Command command(List<Path> files, Path scratch) {
    String classPath =
        files.stream()
            .map(file -> file.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return new Command(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + scratch.toAbsolutePath(),
            "-Drest-sqs.bind-hostname=127.0.0.1",
            "-Drest-sqs.bind-port=0",
            "-Drest-stats.enabled=false",
            "-Dgenerate-node-address=true",
            "-Daws.region=us-east-1",
            "-Daws.accountId=000000000000",
            "-cp",
            classPath,
            MAIN_CLASS),
        Map.of(),
        scratch);
  }

  private void ended(int status, OutputListener died) {
    if (!endpoint.completeExceptionally(new IOException("It ended with " + status + "."))
        && !closed) {
      died.line(
          process.pid(),
          "It ended with %d: the queues and their messages are gone. Start the emulator again."
              .formatted(status));
    }
  }

  /**
   * Waits until it answers, for at most 30 s.
   *
   * @throws IOException with a sentence for the user when it does not start
   */
  public URI endpoint() throws IOException, InterruptedException {
    try {
      return endpoint.get(START_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "ElasticMQ did not start; see its output, or give another SQS with --sqs-endpoint.", e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills it, because there is nothing to save. Does not wait. */
  @Override
  public void close() {
    closed = true;
    process.kill();
  }
}
