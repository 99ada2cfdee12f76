// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.telemetry.EventLog;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** Uses, before the first invocation, what invocations use. */
final class WarmUp {
  /** An environment that cannot reach its services starts anyway. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final EventLog log;
  private final Tasks tasks;
  private final FailFast failFast;
  private final MonotonicClock clock;

  WarmUp(Telemetry telemetry, Tasks tasks, FailFast failFast, MonotonicClock clock) {
    this.log = telemetry.log();
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.failFast = requireNonNull(failFast, "failFast is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  void run(Consumer<Deadline> use) {
    Deadline deadline = Deadline.after(LONGEST, clock);
    try {
      boolean done =
          tasks
              .start(
                  () -> {
                    tellNobody();
                    use.accept(deadline);
                    return true;
                  })
              .join(deadline)
              .orElse(false);
      log.log(Level.INFO, "warm", Map.of("done", done));
    } catch (RuntimeException | Error e) {
      failFast.examine(e);
      Throwable reason = e.getCause() == null ? e : e.getCause();
      log.log(Level.WARNING, "not warm", Map.of("reason", reason.toString()));
    }
  }

  /** A line of metrics that goes nowhere: the first one loads what all of them need. */
  private static void tellNobody() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Telemetry telemetry = new Telemetry(nowhere, "warm-up", Level.INFO, InstantSource.system());
    try (InvocationTelemetry told = telemetry.begin("warm-up", Map.of())) {
      told.metrics().count(ConnectionMetric.Count.POST_RETRIES);
      told.metrics().took(ConnectionMetric.Time.POST, Duration.ZERO);
    }
  }
}
