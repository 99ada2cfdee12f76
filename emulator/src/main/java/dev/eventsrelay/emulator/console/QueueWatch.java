// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.queue.Queue;
import dev.eventsrelay.emulator.queue.SqsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks SQS twice a second what is on the queues, and reads dead letters when their number has
 * changed, while somebody looks. Thread-safe.
 */
final class QueueWatch implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 500;

  /** A page asks four times a second. */
  private static final long LOOKED_AT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-queues").factory());
  private final Map<String, Queue.Counts> latest = new ConcurrentHashMap<>();
  private final List<ShownQueue> queues;
  private final Letters letters;
  private final Backlog backlog;
  private volatile long lookedAtNanos = System.nanoTime() - LOOKED_AT_NANOS;

  private QueueWatch(List<ShownQueue> queues, Letters letters, Backlog backlog) {
    this.queues = List.copyOf(queues);
    this.letters = letters;
    this.backlog = backlog;
  }

  static QueueWatch start(List<ShownQueue> queues, Letters letters, Backlog backlog) {
    QueueWatch watch = new QueueWatch(queues, letters, backlog);
    if (!queues.isEmpty()) {
      var _ =
          watch.ticker.scheduleWithFixedDelay(
              watch::ask, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return watch;
  }

  /** The latest counts, by logical id; empty where SQS does not answer. */
  Optional<Queue.Counts> counts(String id) {
    return Optional.ofNullable(latest.get(id));
  }

  /** Somebody looks. */
  void look() {
    lookedAtNanos = System.nanoTime();
  }

  private void ask() {
    if (System.nanoTime() - lookedAtNanos >= LOOKED_AT_NANOS) {
      return;
    }
    for (ShownQueue queue : queues) {
      try {
        ask(queue);
      } catch (SqsException e) {
        // The page says that the counts are unknown; the reason is the emulator's notice.
        latest.remove(queue.id());
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void ask(ShownQueue queue) throws InterruptedException {
    long before = System.currentTimeMillis();
    Queue.Counts counts = queue.queue().counts();
    latest.put(queue.id(), counts);
    if (counts.all() == 0) {
      backlog.empty(queue.name(), before);
    }
    letters.counted(queue.id(), counts.all());
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
