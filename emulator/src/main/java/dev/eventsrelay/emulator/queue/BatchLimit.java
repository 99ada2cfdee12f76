// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

/**
 * The number of batches that a mapping may have under way now. It grows while batches succeed,
 * halves when the function is full or fails, and starts again after a time without messages.
 * Thread-safe.
 */
final class BatchLimit {
  private final Polling polling;
  private int limit;
  private int underWay;
  private long lastStepNanos = System.nanoTime();

  BatchLimit(Polling polling) {
    this.polling = polling;
    this.limit = polling.atFirst();
  }

  /** Waits for a place. */
  synchronized void acquire() throws InterruptedException {
    while (underWay >= limit) {
      wait();
    }
    underWay++;
  }

  /** Gives a place back. */
  synchronized void release() {
    underWay--;
    notifyAll();
  }

  synchronized void succeeded() {
    long now = System.nanoTime();
    if (limit < polling.atMost() && now - lastStepNanos >= polling.step().toNanos()) {
      lastStepNanos = now;
      limit++;
      notifyAll();
    }
  }

  synchronized void failed() {
    limit = Math.max(1, limit / 2);
    lastStepNanos = System.nanoTime();
  }

  synchronized void idle() {
    limit = polling.atFirst();
    notifyAll();
  }

  synchronized int now() {
    return limit;
  }
}
