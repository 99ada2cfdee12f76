// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that stop before each of their steps until a scheduler lets one of them go. The executor
 * makes a strand of each task, so the real code under test runs unchanged.
 */
final class Strands extends AbstractExecutorService {
  private static final ScopedValue<Strand> CURRENT = ScopedValue.newInstance();

  private final List<Strand> strands = new ArrayList<>();
  private boolean free;

  private enum Phase {
    RUNNING,
    BEFORE_A_STEP,
    WAITING_FOR_ANOTHER,
    DONE
  }

  /** One thread, named after who started it so that a replay finds it again. */
  private static final class Strand {
    final String id;
    final List<String> history = new ArrayList<>();
    Phase phase = Phase.RUNNING;
    String nextStep = "";
    boolean mayGo;
    @Nullable Object waitsFor;
    int children;

    Strand(String id) {
      this.id = id;
    }
  }

  /** Starts an actor. */
  synchronized void start(String id, Runnable actor) {
    launch(new Strand(id), actor);
  }

  private synchronized void launch(Strand strand, Runnable work) {
    strands.add(strand);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                ScopedValue.where(CURRENT, strand).run(work);
              } finally {
                become(strand, Phase.DONE);
              }
            });
  }

  /** Does one step once the scheduler allows it, and remembers what came of it. */
  <T extends @Nullable Object> T step(String name, Supplier<T> action) {
    Strand strand = CURRENT.get();
    awaitTurn(strand, name);
    T result = action.get();
    synchronized (this) {
      strand.history.add(name + "=" + result);
    }
    return result;
  }

  /** Whether the current strand has done a step of that name. */
  synchronized boolean hasDone(String name) {
    return CURRENT.get().history.stream().anyMatch(step -> step.startsWith(name + "="));
  }

  private synchronized void awaitTurn(Strand strand, String step) {
    strand.nextStep = step;
    become(strand, Phase.BEFORE_A_STEP);
    awaitUntil(() -> strand.mayGo || free);
    strand.mayGo = false;
    strand.phase = Phase.RUNNING;
  }

  /** The strands that can take a step now, once every other one is done or waits for another. */
  synchronized List<String> enabled() {
    awaitUntil(() -> strands.stream().noneMatch(strand -> strand.phase == Phase.RUNNING));
    return strands.stream()
        .filter(strand -> strand.phase == Phase.BEFORE_A_STEP)
        .map(strand -> strand.id)
        .sorted()
        .toList();
  }

  /** The name of the step that the strand stopped before. */
  synchronized String nextStep(String id) {
    return strand(id).nextStep;
  }

  /** Lets a strand take one step. */
  synchronized void advance(String id) {
    Strand strand = strand(id);
    strand.mayGo = true;
    strand.phase = Phase.RUNNING;
    notifyAll();
  }

  private Strand strand(String id) {
    return strands.stream().filter(each -> each.id.equals(id)).findFirst().orElseThrow();
  }

  /** Lets all strands run to their end, in whatever order. */
  synchronized void abandon() {
    free = true;
    notifyAll();
  }

  /** What each strand has seen so far, which decides what it will do. */
  synchronized String histories() {
    StringBuilder text = new StringBuilder();
    strands.stream()
        .sorted(Comparator.comparing(strand -> strand.id))
        .forEach(strand -> text.append(strand.id).append(strand.history).append('\n'));
    return text.toString();
  }

  private synchronized void become(Strand strand, Phase phase) {
    strand.phase = phase;
    notifyAll();
  }

  private synchronized void awaitUntil(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return new WatchedTask<>(callable);
  }

  @Override
  public synchronized void execute(Runnable task) {
    Strand parent = CURRENT.get();
    launch(new Strand(parent.id + "." + parent.children++), task);
  }

  /** A future that tells when a strand waits for it. */
  private final class WatchedTask<T> extends FutureTask<T> {
    WatchedTask(Callable<T> callable) {
      super(callable);
    }

    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      Strand strand = CURRENT.get();
      synchronized (Strands.this) {
        if (!isDone()) {
          strand.waitsFor = this;
          become(strand, Phase.WAITING_FOR_ANOTHER);
        }
      }
      T result = super.get(timeout, unit);
      synchronized (Strands.this) {
        resume(strand);
      }
      return result;
    }

    // Before the task's own strand is done, so that at no moment both seem to stand still.
    @Override
    protected void done() {
      synchronized (Strands.this) {
        strands.forEach(this::resume);
      }
    }

    private void resume(Strand strand) {
      if (strand.waitsFor == this) {
        strand.waitsFor = null;
        become(strand, Phase.RUNNING);
      }
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
