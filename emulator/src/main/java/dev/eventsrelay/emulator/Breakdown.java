// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.process.ChildProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The unexpected end of a process that the application cannot do without. Happens once at most, and
 * not after {@link #close}. Thread-safe.
 */
final class Breakdown implements AutoCloseable {
  private final CompletableFuture<String> happened = new CompletableFuture<>();

  /** The end of a process is a breakdown. */
  void watch(String name, ChildProcess process) {
    var _ =
        process
            .exit()
            .thenAccept(
                code ->
                    happened.complete(
                        "%s ended with exit code %d, and its data with it: start again."
                            .formatted(name, code)));
  }

  /** Runs a task, which may block, when it happens. */
  void onceHappened(Runnable task) {
    var _ = happened.thenRunAsync(task, Thread::startVirtualThread);
  }

  /**
   * Waits for it.
   *
   * @return what happened, in a sentence for the user
   * @throws java.util.concurrent.CancellationException if it can no longer happen
   */
  String await() throws InterruptedException {
    try {
      return happened.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("It is only completed with a sentence, or cancelled.", e);
    }
  }

  /** From now on, processes end as they should. */
  @Override
  public void close() {
    happened.cancel(false);
  }
}
