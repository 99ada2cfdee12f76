// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Permit;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.telemetry.EventLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs what is left to do when invocations have been answered.
 *
 * <p>On managed instances it runs after the answer, on a thread for each piece. A standard function
 * is frozen with its answer, so there it runs just before; so does what finds no place.
 * Thread-safe.
 */
final class Aftermath {
  /** Time for a clean-up after the answer: nobody waits for it. */
  static final Duration TIME = Duration.ofSeconds(20);

  /**
   * Pieces of one invocation before its answer: the table has places for that many beside calls.
   */
  private static final int SIDE_BY_SIDE = 16;

  private final ConcurrencyLimit limit;
  private final Tasks tasks;
  private final MonotonicClock clock;
  private final FailFast failFast;

  /**
   * Aftermaths of all invocations of an environment.
   *
   * @param maximum how many pieces of work may run after answers; 0 to have all before
   */
  Aftermath(int maximum, Tasks tasks, MonotonicClock clock, FailFast failFast) {
    this.limit = new ConcurrencyLimit(maximum, Duration.ZERO);
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.failFast = requireNonNull(failFast, "failFast is null");
  }

  /** What one invocation leaves to do. */
  final class OfInvocation implements AfterAnswer {
    private final Deadline deadline;
    private final EventLog log;
    private final List<Consumer<Deadline>> waiting = new ArrayList<>();
    private boolean answered;

    private OfInvocation(Deadline deadline, EventLog log) {
      this.deadline = deadline;
      this.log = log;
    }

    @Override
    public void run(Consumer<Deadline> work) {
      synchronized (this) {
        if (!answered) {
          waiting.add(work);
          return;
        }
      }
      start(work, Permit.NONE);
    }

    /**
     * Does what must be done before the answer, by the deadline, and returns what is left.
     *
     * @return starts the rest; to be run right after the answer was written, whether or not that
     *     succeeded, and never throws
     */
    Runnable beforeAnswer() {
      List<Consumer<Deadline>> all;
      synchronized (this) {
        answered = true;
        all = List.copyOf(waiting);
      }
      List<Runnable> after = new ArrayList<>();
      List<Consumer<Deadline>> before = new ArrayList<>();
      for (Consumer<Deadline> work : all) {
        Permit permit = limit.tryAcquire(deadline);
        if (permit == null) {
          before.add(work);
        } else {
          after.add(() -> start(work, permit));
        }
      }
      finish(before);
      return () -> after.forEach(Runnable::run);
    }

    /** Waits until the deadline and no longer: the answer is in time whatever the work does. */
    private void finish(List<Consumer<Deadline>> before) {
      if (before.isEmpty()) {
        return;
      }
      guarded(
          () -> {
            List<Boolean> ended =
                tasks.forEach(
                    before,
                    SIDE_BY_SIDE,
                    deadline,
                    work -> {
                      guarded(() -> work.accept(deadline));
                      return true;
                    },
                    () -> false);
            if (ended.contains(false)) {
              log.log(
                  Level.WARNING,
                  "work beside the answer not done",
                  Map.of("pieces", Collections.frequency(ended, false)));
            }
          });
    }

    private void start(Consumer<Deadline> work, Permit permit) {
      guarded(
          () -> {
            Tasks.Task<Boolean> _ =
                tasks.start(
                    permit,
                    () -> {
                      guarded(() -> work.accept(Deadline.after(TIME, clock)));
                      return true;
                    });
          });
    }

    private void guarded(Runnable work) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        failFast.failed(log, "work beside the answer failed", e);
      }
    }
  }

  /** Waits for what runs after answers, no longer than that. */
  void awaitEnd(Duration time) throws InterruptedException {
    boolean _ = limit.awaitIdle(time);
  }

  OfInvocation of(Deadline deadline, EventLog log) {
    return new OfInvocation(deadline, log);
  }
}
