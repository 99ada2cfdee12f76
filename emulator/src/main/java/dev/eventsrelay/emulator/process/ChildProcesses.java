// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Starts child processes that never outlive this process. Guarantees:
 *
 * <ul>
 *   <li>After {@link #close} no child runs. It sends SIGTERM to all at once and SIGKILL after 2 s,
 *       and takes at most 5 s in all. A concurrent start either fails or its child is ended.
 *   <li>If this process dies, even by SIGKILL, a {@link Guardian} kills every child.
 *   <li>A child runs its program only after the guardian knows it. Until then it is a shell that
 *       waits for one line from this process and ends with it. Its process id stays the same.
 *   <li>A process id is forgotten when its child ends, so that a later owner of the id is never
 *       killed.
 * </ul>
 *
 * <p>What a child forks is killed with it. Where {@code setsid} exists, each child has a separate
 * session, so Ctrl-C reaches only this process, which decides in which order things end.
 * Thread-safe. Needs a POSIX {@code /bin/sh}.
 */
public final class ChildProcesses implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration AFTER_KILL = Duration.ofSeconds(2);
  private static final String GATE =
      """
      read -r go || exit
      command -v setsid >/dev/null && exec setsid "$@"
      exec "$@"
      """;

  private final Guardian guardian;
  private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();
  // Starts share the lock and close takes it exclusively, so close sees every child in the set.
  private final ReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Starts the guardian.
   *
   * @throws IOException if there is no {@code /bin/sh}
   */
  public ChildProcesses() throws IOException {
    guardian = new Guardian();
  }

  /**
   * Starts a child with an empty standard input.
   *
   * @param command what to run
   * @param output gets each line of standard output and standard error, in the order written, on a
   *     separate thread
   * @return the running child; a program that cannot be executed shows as exit value 126 or 127
   * @throws IOException if the process cannot be started
   * @throws IllegalStateException after {@link #close}
   */
  public ChildProcess start(Command command, OutputListener output) throws IOException {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Child processes are being stopped; nothing can start.");
      }
      return startGated(command, output);
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  private ChildProcess startGated(Command command, OutputListener output) throws IOException {
    List<String> gated = new ArrayList<>(List.of("/bin/sh", "-c", GATE, "sh"));
    gated.addAll(command.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(gated)
            .directory(command.workingDirectory().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    ChildProcess child = new ChildProcess(process, output);
    children.add(child);
    try {
      guardian.add(process.pid());
      var _ = process.onExit().thenRun(() -> forget(child));
      try (Writer gate = process.outputWriter(StandardCharsets.US_ASCII)) {
        gate.write("go\n");
      }
      return child;
    } catch (IOException e) {
      child.kill();
      children.remove(child);
      throw e;
    }
  }

  /**
   * The guardian deletes a folder once the children have ended, on close or if this process dies,
   * and also if this process dies during the close.
   */
  public void deleteAtEnd(ScratchFolder folder) throws IOException {
    guardian.deletes(folder.path().toAbsolutePath().toString());
  }

  private void forget(ChildProcess child) {
    children.remove(child);
    try {
      guardian.remove(child.pid());
    } catch (IOException guardianGone) {
      // The guardian is gone and its list with it; there is nothing to forget.
    }
  }

  /** For tests. */
  long guardianPid() {
    return guardian.pid();
  }

  /** Ends all children. Blocks for at most 5 s; later calls do nothing. */
  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lifecycle.writeLock().unlock();
    }
    List<ChildProcess> running = List.copyOf(children);
    List<ProcessHandle> forked = running.stream().flatMap(ChildProcess::descendants).toList();
    running.forEach(ChildProcess::terminate);
    if (!ended(running, GRACE)) {
      running.forEach(ChildProcess::kill);
      ended(running, AFTER_KILL);
    }
    forked.forEach(ProcessHandle::destroyForcibly);
    guardian.close();
  }

  private static boolean ended(List<ChildProcess> running, Duration deadline) {
    CompletableFuture<?>[] exits =
        running.stream().map(ChildProcess::exit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
