// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context.Latencies;
import dev.eventsrelay.emulator.process.ChildProcess;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The stub in a process of its own, so that its CPU is not counted as anybody else's. Ends with the
 * {@link ChildProcesses} that started it. Thread-safe.
 */
public final class StubProcess {
  private static final int START_SECONDS = 30;

  private final long pid;
  private final URI url;

  private StubProcess(long pid, URI url) {
    this.pid = pid;
    this.url = url;
  }

  /**
   * What the stub was asked for until now.
   *
   * @param dynamoDbCalls requests to DynamoDB
   * @param posts to connections
   */
  public record Counts(long dynamoDbCalls, long posts) {
    /** What came after an earlier count. */
    public Counts since(Counts earlier) {
      return new Counts(dynamoDbCalls - earlier.dynamoDbCalls, posts - earlier.posts);
    }

    /** Requests of both kinds. */
    public long all() {
      return dynamoDbCalls + posts;
    }
  }

  /** Starts it and waits until it listens. */
  public static StubProcess start(ChildProcesses processes, Latencies latencies)
      throws IOException, InterruptedException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    ChildProcess child =
        processes.start(
            new Command(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dio.netty.machineId=02:00:00:00:00:00",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StubMain.class.getName(),
                    micros(latencies.dynamoDb()),
                    micros(latencies.post())),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Path.of("").toAbsolutePath()),
            (pid, line) -> {
              if (line.startsWith(StubMain.LISTENING)) {
                port.complete(Integer.parseInt(line.substring(StubMain.LISTENING.length())));
              }
            });
    try {
      int listening = port.get(START_SECONDS, TimeUnit.SECONDS);
      return new StubProcess(child.pid(), URI.create("http://127.0.0.1:" + listening));
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchmarkException("The stub of AWS's services does not start.", e);
    }
  }

  private static String micros(java.time.Duration duration) {
    return Long.toString(duration.toNanos() / 1000);
  }

  /** Its process. */
  public long pid() {
    return pid;
  }

  /** The variables that lead a function to it. */
  public Map<String, String> environment() {
    return Map.of(
        // So long that a machine with other work slows a run down and does not break it.
        "DYNAMODB_TIMEOUT_MILLIS",
        "15000",
        "POST_TIMEOUT_MILLIS",
        "15000",
        "CONNECTIONS_TABLE",
        "connections",
        "AWS_ENDPOINT_URL_DYNAMODB",
        url.toString(),
        "MANAGEMENT_API_ENDPOINT",
        url + "/prod");
  }

  /** What it was asked for. */
  public Counts counts() {
    try (var body = url.resolve(StubHandler.COUNTS_PATH).toURL().openStream()) {
      String[] numbers = new String(body.readAllBytes(), US_ASCII).split(" ", -1);
      return new Counts(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    } catch (IOException e) {
      throw new BenchmarkException("The stub of AWS's services does not answer.", e);
    }
  }
}
