// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits as code does that heeds no interruption, such as some of the system's own calls. */
public final class Waiting {
  private Waiting() {}

  /** Returns when the latch is down, or after 20 s; interruptions do not matter. */
  public static void uninterruptibly(CountDownLatch latch) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    boolean over = false;
    while (!over) {
      try {
        boolean _ = latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        over = true;
      } catch (InterruptedException e) {
        // That is the point.
      }
    }
  }
}
