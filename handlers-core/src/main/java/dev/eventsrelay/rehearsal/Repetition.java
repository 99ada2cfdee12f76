// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Repeats invocations side by side, on platform threads as the runtime does, until they are as
 * cheap as they will be or the time is up. In the first second there are no more of them than
 * processors: what is cold costs each invocation the same, and those beyond would only take each
 * other's time. One object is one repetition.
 */
public final class Repetition {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** How long invocations may outlast the end, all together; their threads are daemons. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A cold environment turns some work away; one whose work mostly fails rehearses failing. */
  private static final int BEARABLE = 100;

  private final int threads;
  private final Duration limit;
  private final LongAdder runs = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * A repetition.
   *
   * @param threads side by side
   * @param limit ends it if nothing else does
   */
  public Repetition(int threads, Duration limit) {
    this.threads = threads;
    this.limit = requireNonNull(limit, "limit is null");
  }

  /**
   * Runs it; to be called once.
   *
   * @param players what each thread does, by its number, with the number of each invocation; one
   *     that throws has failed, and the repetition ends when most do
   */
  public Heat run(IntFunction<IntConsumer> players) throws InterruptedException {
    List<Thread> playing = new ArrayList<>();
    long start = System.nanoTime();
    Cost cost = Cost.ofThisProcess();
    boolean hot;
    try {
      join(playing, players, Math.min(threads, Runtime.getRuntime().availableProcessors()));
      hot = watch(cost, start + limit.toNanos(), () -> join(playing, players, threads));
    } finally {
      ended.countDown();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : playing) {
      boolean _ = thread.join(Duration.ofNanos(patience - System.nanoTime()));
    }
    return new Heat(
        runs.sum(), took, cost.first(), cost.last(), hot, failures.sum(), failure.get());
  }

  /** Lets more players begin, until there are so many. */
  private void join(List<Thread> playing, IntFunction<IntConsumer> players, int count) {
    for (int i = playing.size(); i < count; i++) {
      IntConsumer player = players.apply(i);
      playing.add(Thread.ofPlatform().daemon().name("rehearsal-" + i).start(() -> play(player)));
    }
  }

  /** Waits for the end; true if nothing is left to gain. */
  private boolean watch(Cost cost, long end, Runnable joinAll) throws InterruptedException {
    for (int windows = 0; !cost.isSteady(); windows++) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      if (windows > 0) {
        joinAll.run();
      }
      if (failed.await(Math.min(left, WINDOW.toNanos()), NANOSECONDS)) {
        return false;
      }
      cost.window(runs.sum());
    }
    return true;
  }

  private void play(IntConsumer player) {
    for (int number = 0; ended.getCount() > 0; number++) {
      try {
        player.accept(number);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
      runs.increment();
    }
  }

  private void fail(Throwable e) {
    // What is cut off at the end has not failed.
    if (ended.getCount() > 0) {
      failure.compareAndSet(Optional.empty(), Optional.of(e.toString()));
      failures.increment();
      long count = failures.sum();
      if (count > BEARABLE && 2 * count > runs.sum()) {
        failed.countDown();
      }
    }
  }
}
