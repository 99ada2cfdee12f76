// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running child. Thread-safe. */
public final class ChildProcess {
  /**
   * How long the end of the output may lag behind the end of the process, because a grandchild may
   * hold the pipe.
   */
  private static final long OUTPUT_GRACE_MS = 500;

  private final Process process;
  private final CompletableFuture<Integer> exit;

  ChildProcess(Process process, OutputListener output) {
    this.process = process;
    CompletableFuture<Void> drained = new CompletableFuture<>();
    // A platform thread, because a read from a pipe would block the carrier of a virtual thread.
    Thread.ofPlatform()
        .daemon()
        .name("output-of-" + process.pid())
        .start(
            () -> {
              try {
                drain(process, output);
              } finally {
                drained.complete(null);
              }
            });
    this.exit =
        process
            .onExit()
            .thenCompose(
                ended ->
                    drained
                        .completeOnTimeout(null, OUTPUT_GRACE_MS, TimeUnit.MILLISECONDS)
                        .thenApply(ignored -> ended.exitValue()));
  }

  private static void drain(Process process, OutputListener output) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(line -> output.line(process.pid(), line));
    } catch (UncheckedIOException | IOException streamClosed) {
      // The process ended during the read; its output has been passed on.
    }
  }

  /** The process id of the program itself, not of a wrapper. */
  public long pid() {
    return process.pid();
  }

  /**
   * Completes when the process has ended and its output has been handed to its consumer.
   *
   * @return the exit value; 128 + n for an end by signal n. Never completes exceptionally.
   */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /** Whether the process is still running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /** Sends SIGTERM; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL to the process and everything it has forked; does not wait. */
  public void kill() {
    List<ProcessHandle> forked = descendants().toList();
    process.destroyForcibly();
    forked.forEach(ProcessHandle::destroyForcibly);
  }
}
