// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.concurrency.Tasks;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/** What happens when there is no thread to be had. */
public final class Failures {
  private Failures() {}

  /** How executors say that they have no thread. */
  public static Stream<Throwable> noThread() {
    return Stream.of(
        new OutOfMemoryError("unable to create native thread"),
        new RejectedExecutionException("shut down"));
  }

  /** Tasks none of which gets a thread. */
  public static Tasks tasksWithout(Throwable failure) {
    return new Tasks(
        _ -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
  }
}
