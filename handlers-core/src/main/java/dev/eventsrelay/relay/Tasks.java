// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work of one invocation side by side, each piece on a thread of its own.
 *
 * <p>Thread-safe.
 */
public final class Tasks {
  private final ExecutorService threads;

  /**
   * Tasks on those threads.
   *
   * @param threads gives every task a thread at once, such as a virtual one
   */
  public Tasks(ExecutorService threads) {
    this.threads = requireNonNull(threads, "threads is null");
  }

  /** Starts a task, which must not return null. */
  public <T> Task<T> start(Supplier<T> work) {
    return new Task<>(threads.submit(work::get));
  }

  /**
   * Does the same work for every item, side by side.
   *
   * @param atOnce how many items are worked on at the same time
   * @param work returns by the deadline by itself
   * @param late stands in for the result of work that has not
   * @return a result for each item, in the order of the items
   */
  public <T, R> List<R> forEach(
      Collection<T> items, int atOnce, Deadline deadline, Function<T, R> work, Supplier<R> late) {
    Semaphore places = new Semaphore(atOnce);
    List<Task<R>> started = new ArrayList<>(items.size());
    for (T item : items) {
      // Not for ever: what holds a place returns by the deadline.
      places.acquireUninterruptibly();
      started.add(
          start(
              () -> {
                try {
                  return work.apply(item);
                } finally {
                  places.release();
                }
              }));
    }
    return started.stream().map(task -> task.join(deadline).orElseGet(late)).toList();
  }

  /** A task under way. */
  public static final class Task<T> {
    private final Future<T> future;

    private Task(Future<T> future) {
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
