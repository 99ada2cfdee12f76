// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.ProcessExhaustion;
import dev.eventsrelay.telemetry.EventLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process that is beyond use, so that Lambda starts another environment in its place: the
 * runtime only reports what a handler throws, an {@link OutOfMemoryError} too, and goes on sending
 * invocations to a broken process.
 *
 * <p>Thread-safe.
 */
final class FailFast implements Thread.UncaughtExceptionHandler {
  /** The status that {@code -XX:+ExitOnOutOfMemoryError} has too. */
  static final int STATUS = 3;

  /** What a line and the exit may need, given back when there is nothing else left. */
  private static final int RESERVE_BYTES = 1 << 20;

  private final EventLog lines;
  private final IntConsumer exit;
  private final AtomicReference<byte @Nullable []> reserve =
      new AtomicReference<>(new byte[RESERVE_BYTES]);

  /**
   * Fails fast by that exit.
   *
   * @param lines of the environment, not of one invocation
   * @param exit ends the process at once with that status; in Lambda {@link Runtime#halt}, because
   *     shutdown hooks would need what is exhausted
   */
  FailFast(EventLog lines, IntConsumer exit) {
    this.lines = requireNonNull(lines, "lines is null");
    this.exit = requireNonNull(exit, "exit is null");
    // Loads now, by way of every branch, what could not be loaded without memory or descriptors.
    Throwable _ =
        ProcessExhaustion.causeOf(
            new IllegalStateException(new IOException("", new StackOverflowError())));
  }

  /**
   * Returns if the process is fit in spite of that failure; otherwise says so and ends it. Takes no
   * memory to decide.
   */
  void examine(Throwable failure) {
    Throwable sign = ProcessExhaustion.causeOf(failure);
    if (sign == null) {
      return;
    }
    reserve.set(null);
    try {
      lines.log(
          Level.ERROR,
          "this environment is beyond use and ends",
          Map.of("reason", sign.toString()));
    } finally {
      // Even if there is no memory left to say why.
      exit.accept(STATUS);
    }
  }

  /** Examines what an invocation has thrown, and says it in a line of that invocation's log. */
  void failed(EventLog log, String message, Throwable thrown) {
    examine(thrown);
    StringWriter stackTrace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stackTrace));
    log.log(Level.ERROR, message, Map.of("stackTrace", stackTrace.toString()));
  }

  /**
   * Examines what nobody has caught: on a thread of a library, or because a task has not even found
   * the memory to tell that it failed.
   */
  @Override
  public void uncaughtException(Thread thread, Throwable uncaught) {
    examine(uncaught);
    lines.log(
        Level.ERROR,
        "uncaught exception",
        Map.of("thread", thread.getName(), "reason", uncaught.toString()));
  }
}
