// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work side by side, each piece on its own thread.
 *
 * <p>Thread-safe.
 */
public final class Tasks {
  private final Executor threads;

  /**
   * Tasks on those threads.
   *
   * @param threads gives every task a thread at once, such as a virtual one
   */
  public Tasks(Executor threads) {
    this.threads = requireNonNull(threads, "threads is null");
  }

  /**
   * Tasks as they run in Lambda: on virtual threads that are used again for a minute. What the SDK
   * keeps for each thread, such as its buffers for JSON, would be a fifth of all that is allocated
   * if each task had a new one.
   */
  public static Tasks onVirtualThreads() {
    ExecutorService threads = Executors.newCachedThreadPool(Thread.ofVirtual().factory());
    return new Tasks(threads);
  }

  /** Starts a task, which must not return null. */
  public <T> Task<T> start(Supplier<T> work) {
    return start(Permit.NONE, work);
  }

  /**
   * Starts a task that holds a permit, and gives it back on every way out: when its work has ended,
   * when it is cancelled before it has begun, when there is no thread for it. Whoever sees the
   * result can have the place already. A task that runs on after it was cancelled keeps its permit
   * until it ends.
   *
   * @param work must not return null
   */
  public <T> Task<T> start(Permit permit, Supplier<T> work) {
    try {
      FutureTask<T> task = new HoldingTask<>(permit, work);
      threads.execute(task);
      return new Task<>(task);
    } catch (RuntimeException | Error e) {
      permit.close();
      throw e;
    }
  }

  /**
   * Does the same work for every item, side by side.
   *
   * @param maximum how many items are worked on at the same time
   * @param work returns by the deadline by itself
   * @param late stands in for the result of work that has not
   * @return a result for each item, in the order of the items
   */
  public <T, R> List<R> forEach(
      Collection<T> items, int maximum, Deadline deadline, Function<T, R> work, Supplier<R> late) {
    ConcurrencyLimit limit = new ConcurrencyLimit(maximum, deadline.remaining());
    List<@Nullable Task<R>> started = new ArrayList<>(items.size());
    for (T item : items) {
      Permit permit = limit.tryAcquire(deadline);
      started.add(permit == null ? null : start(permit, () -> work.apply(item)));
    }
    return started.stream()
        .map(task -> task == null ? late.get() : task.join(deadline).orElseGet(late))
        .toList();
  }

  /** Holds a permit from when it is made until its work has ended or will not begin. */
  private static final class HoldingTask<T> extends FutureTask<T> {
    private final Permit permit;
    private final AtomicBoolean begun = new AtomicBoolean();

    HoldingTask(Permit permit, Supplier<T> work) {
      super(
          () -> {
            try (permit) {
              return work.get();
            }
          });
      this.permit = permit;
    }

    /** Gives the permit back too: a task that is cancelled just now does not come to its work. */
    @Override
    public void run() {
      begun.set(true);
      try (permit) {
        super.run();
      }
    }

    /**
     * Its result is set or it is cancelled. In the second case the thread may not come for a long
     * time, and nothing is left to do on it.
     */
    @Override
    protected void done() {
      if (!begun.get()) {
        permit.close();
      }
    }
  }

  /** A task under way. */
  public static final class Task<T> {
    private final FutureTask<T> future;

    private Task(FutureTask<T> future) {
      this.future = future;
    }

    /**
     * What the task returned; empty if it was not done by the deadline, in which case it is
     * interrupted.
     *
     * @throws IllegalStateException with the cause that ended the task
     */
    public Optional<T> join(Deadline deadline) {
      try {
        return Optional.of(future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException | CancellationException e) {
        future.cancel(true);
        return Optional.empty();
      } catch (InterruptedException e) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException("task failed", e.getCause());
      }
    }
  }
}
