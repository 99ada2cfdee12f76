// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** How much may be under way at once; what comes beyond waits its turn. Thread-safe. */
public final class Places {
  private final Semaphore free;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  public Places(int count) {
    this.free = new Semaphore(count);
  }

  /** Starts it when there is a place, which it has until {@link #leave}; it must not block. */
  public void enter(Runnable start) {
    waiting.add(start);
    startWaiting();
  }

  /** Gives a place back. */
  public void leave() {
    free.release();
    startWaiting();
  }

  private void startWaiting() {
    while (!waiting.isEmpty() && free.tryAcquire()) {
      Runnable next = waiting.poll();
      if (next == null) {
        free.release();
      } else {
        next.run();
      }
    }
  }
}
