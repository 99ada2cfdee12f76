// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.faults.Fault.CutAll;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironments;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The whole relay is down for a while, several times: every connection is cut, every environment
 * killed, and each handshake refused until the time is over and every environment is back.
 */
final class Outages implements Trouble {
  private static final RefuseConnect REFUSED = new RefuseConnect(503, 1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Duration between;
  private final List<Duration> lengths;
  private final List<Long> lastedMillis = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * Outages.
   *
   * @param between how long all goes well before each
   * @param lengths at least
   */
  Outages(Duration between, List<Duration> lengths) {
    this.between = between;
    this.lengths = List.copyOf(lengths);
  }

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public void begin(Emulator emulator) {
    thread = Thread.ofVirtual().name("outages").start(() -> happen(emulator));
  }

  private void happen(Emulator emulator) {
    try {
      for (Duration length : lengths) {
        Thread.sleep(between);
        happen(emulator, length);
      }
      over.countDown();
    } catch (InterruptedException e) {
      // Closed; whoever asks for the summary sees that it was cut short.
    }
  }

  private void happen(Emulator emulator, Duration length) throws InterruptedException {
    long began = System.nanoTime();
    emulator.faults().inject(REFUSED);
    emulator.faults().inject(new KillEnvironments(Optional.empty()));
    emulator.faults().inject(new CutAll());
    Thread.sleep(length);
    while (!isBack(emulator)) {
      Thread.sleep(LOOK_EVERY);
    }
    emulator.faults().end(REFUSED);
    lastedMillis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  private static boolean isBack(Emulator emulator) {
    return emulator.pools().values().stream()
        .allMatch(
            function ->
                function.environments().stream()
                        .filter(one -> one.state() == EnvironmentStatus.State.READY)
                        .count()
                    == function.function().compute().environments());
  }

  @Override
  public void await() throws InterruptedException {
    boolean _ = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public String summary() {
    return "everything down for %s ms".formatted(lastedMillis);
  }

  /** How many are over. */
  int count() {
    return lastedMillis.size();
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
