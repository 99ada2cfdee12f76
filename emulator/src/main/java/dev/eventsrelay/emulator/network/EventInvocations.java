// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Invocations of type Event (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">AWS</a>):
 * a failed one is repeated after one and after two more minutes, then given up; one that found no
 * environment is repeated with growing pauses from 1 s to 5 min, for as long as the emulator runs.
 * What waits is lost when the emulator ends. Thread-safe.
 */
final class EventInvocations {
  /** Waiting or running ones; far more than anybody means to have. */
  private static final int MAX = 10_000;

  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
  private static final List<Duration> AFTER_FAILURE =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final EventExecutor timer;
  private final Consumer<String> log;
  private final List<Duration> afterFailure;
  private final Duration afterRefusal;
  private final AtomicInteger accepted = new AtomicInteger();

  EventInvocations(EventExecutor timer, Consumer<String> log) {
    this(timer, log, AFTER_FAILURE, AFTER_REFUSAL);
  }

  /** The same with other pauses: after each failure, and after the first refusal. */
  EventInvocations(
      EventExecutor timer,
      Consumer<String> log,
      List<Duration> afterFailure,
      Duration afterRefusal) {
    this.timer = timer;
    this.log = log;
    this.afterFailure = List.copyOf(afterFailure);
    this.afterRefusal = afterRefusal;
  }

  /** Takes an invocation; false if there are too many. */
  boolean accept(String name, LambdaFunction function, byte[] event) {
    if (accepted.incrementAndGet() > MAX) {
      accepted.decrementAndGet();
      return false;
    }
    attempt(new Attempt(name, function, event, 0, afterRefusal));
    return true;
  }

  /**
   * One attempt.
   *
   * @param failures of earlier attempts
   * @param pause before the next one if this one is refused
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  private record Attempt(
      String name, LambdaFunction function, byte[] event, int failures, Duration pause) {
    Attempt afterFailure(Duration firstPause) {
      return new Attempt(name, function, event, failures + 1, firstPause);
    }

    Attempt afterRefusal() {
      Duration next = pause.multipliedBy(2);
      return new Attempt(
          name, function, event, failures, next.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : next);
    }
  }

  private void attempt(Attempt attempt) {
    var _ =
        attempt
            .function()
            .invoke(attempt.event())
            .thenAccept(
                result -> {
                  switch (result) {
                    case InvocationResult.Response _ -> accepted.decrementAndGet();
                    case InvocationResult.FunctionError(String type, String message) ->
                        failed(attempt, type + ": " + message);
                    case InvocationResult.TimedOut(var after) ->
                        failed(attempt, "timed out after " + after);
                    case InvocationResult.Throttled() ->
                        again(attempt.afterRefusal(), attempt.pause());
                  }
                });
  }

  private void failed(Attempt attempt, String how) {
    boolean last = attempt.failures() >= afterFailure.size();
    String what = "An Event invocation of %s failed (%s)".formatted(attempt.name(), how);
    if (last) {
      accepted.decrementAndGet();
      log.accept(what + " and is given up.");
      return;
    }
    Duration pause = afterFailure.get(attempt.failures());
    log.accept(what + " and is repeated in %d s.".formatted(pause.toSeconds()));
    again(attempt.afterFailure(afterRefusal), pause);
  }

  private void again(Attempt attempt, Duration pause) {
    try {
      var _ = timer.schedule(() -> attempt(attempt), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      accepted.decrementAndGet();
    }
  }
}
