// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the carriers of all virtual threads busy, as a burst of work does: until it is closed, no
 * other virtual thread of this process runs.
 */
public final class BlockedCarriers implements AutoCloseable {
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final CountDownLatch ended;

  private BlockedCarriers(int carriers) {
    this.ended = new CountDownLatch(carriers);
  }

  /** Returns when each carrier is busy. */
  public static BlockedCarriers all() throws InterruptedException {
    int carriers =
        Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    BlockedCarriers blocked = new BlockedCarriers(carriers);
    CountDownLatch busy = new CountDownLatch(carriers);
    for (int i = 0; i < carriers; i++) {
      Thread.startVirtualThread(
          () -> {
            busy.countDown();
            // Spins: whatever waits would give its carrier to another virtual thread.
            while (blocked.open.get()) {
              Thread.onSpinWait();
            }
            blocked.ended.countDown();
          });
    }
    if (!busy.await(20, TimeUnit.SECONDS)) {
      blocked.open.set(false);
      throw new IllegalStateException("not all " + carriers + " carriers came");
    }
    return blocked;
  }

  /** Lets the others run. */
  @Override
  public void close() {
    open.set(false);
    try {
      if (!ended.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the carriers are still busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
