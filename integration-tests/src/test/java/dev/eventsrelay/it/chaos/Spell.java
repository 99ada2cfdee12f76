// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.Emulator;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thing goes wrong for a while, in the middle of a run. */
final class Spell implements Trouble {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final String name;
  private final Duration before;
  private final Duration length;
  private final Consumer<Emulator> strike;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long endedAt;
  private volatile @Nullable Thread thread;

  /**
   * A spell.
   *
   * @param before how long all goes well first
   * @param strike what goes wrong; done ten times a second for that long
   */
  Spell(String name, Duration before, Duration length, Consumer<Emulator> strike) {
    this.name = name;
    this.before = before;
    this.length = length;
    this.strike = strike;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin(Emulator emulator) {
    thread = Thread.ofVirtual().name(name).start(() -> happen(emulator));
  }

  private void happen(Emulator emulator) {
    try {
      Thread.sleep(before);
      long until = System.nanoTime() + length.toNanos();
      do {
        strike.accept(emulator);
        Thread.sleep(AGAIN);
      } while (System.nanoTime() < until);
      emulator.faults().clear();
      endedAt = System.nanoTime();
      over.countDown();
    } catch (InterruptedException e) {
      // Closed; whoever asks for its end sees that it was cut short.
    }
  }

  @Override
  public void await() throws InterruptedException {
    if (!over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("%s is not over.".formatted(name));
    }
  }

  /** When it was over, in {@link System#nanoTime}. */
  long endedAt() {
    return endedAt;
  }

  @Override
  public String summary() {
    return "%s for %d s".formatted(name, length.toSeconds());
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
