// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an orderly end with exit code 0. The thread that created it is
 * interrupted and has until the deadline to leave its try block. Then the process ends in any case,
 * and the guardian ends the remaining child processes.
 */
final class StopSignal implements AutoCloseable {
  private static final long DEADLINE_MS = 4_500;

  private final Thread worker;
  private volatile boolean received;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-signal");

  private StopSignal(Thread worker) {
    this.worker = worker;
  }

  static StopSignal interruptThisThread() {
    StopSignal signal = new StopSignal(Thread.currentThread());
    try {
      Runtime.getRuntime().addShutdownHook(signal.hook);
    } catch (IllegalStateException _) {
      // The signal was faster. Nothing has begun yet, and nothing does: this call never returns.
      System.exit(0);
    }
    return signal;
  }

  /** Whether it is time to end; what fails from then on, fails because of it. */
  boolean received() {
    return received;
  }

  private void stop() {
    received = true;
    worker.interrupt();
    try {
      var _ = done.await(DEADLINE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts a shutdown hook; if somebody did, there would be even less time.
    }
    // After a signal, the JVM would exit with 128 plus its number.
    Runtime.getRuntime().halt(0);
  }

  /** Call last, when everything else has been closed. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The hook is already running and ends the process now.
    }
  }
}
