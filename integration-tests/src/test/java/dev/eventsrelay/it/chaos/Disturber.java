// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.faults.Fault;
import dev.eventsrelay.emulator.faults.Fault.Cut;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironment;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.faults.Faults;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Environments die, connections are cut, posts fail, DynamoDB throttles in bursts. */
final class Disturber implements Trouble {
  private static final Duration KILL_EVERY = Duration.ofSeconds(5);
  private static final Duration CUT_EVERY = Duration.ofMillis(700);
  private static final Duration THROTTLE_EVERY = Duration.ofSeconds(6);
  private static final Duration THROTTLE_FOR = Duration.ofMillis(500);

  /** Of the calls in a burst, so that some retries succeed. */
  private static final double THROTTLE_RATE = 0.5;

  /** In each of five ways. */
  private static final double POST_FAULT_RATE = 0.05;

  /** Longer than the relay waits for the answer to a post. */
  private static final Duration POST_DELAY = Duration.ofSeconds(4);

  private static final Optional<String> ANY = Optional.empty();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger bursts = new AtomicInteger();

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public void begin(Emulator emulator) {
    Faults faults = emulator.faults();
    faults.inject(new FailPosts(429, Client.MISSES, POST_FAULT_RATE, ANY));
    faults.inject(new FailPosts(500, Client.MISSES, POST_FAULT_RATE, ANY));
    faults.inject(new FailPosts(500, Client.GETS, POST_FAULT_RATE, ANY));
    faults.inject(new FailPosts(410, Client.IS_CUT, POST_FAULT_RATE, ANY));
    faults.inject(new DelayPosts(POST_DELAY, POST_FAULT_RATE, ANY));
    every(KILL_EVERY, () -> strike(faults, new KillEnvironment(ANY), kills));
    every(CUT_EVERY, () -> strike(faults, new Cut(ANY), cuts));
    every(THROTTLE_EVERY, () -> throttle(faults));
  }

  private void every(Duration period, Runnable task) {
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void strike(Faults faults, Fault fault, AtomicInteger count) {
    try {
      faults.inject(fault);
      count.incrementAndGet();
    } catch (IllegalArgumentException nothingThere) {
      // All are dead already; the next time there will be one.
    }
  }

  private void throttle(Faults faults) {
    ThrottleDynamoDb burst = new ThrottleDynamoDb(THROTTLE_RATE, ANY);
    faults.inject(burst);
    bursts.incrementAndGet();
    ScheduledFuture<?> _ =
        timer.schedule(() -> faults.end(burst), THROTTLE_FOR.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public String summary() {
    return "%d environments killed, %d connections cut, %d bursts of throttling, %s of posts failed in each of 5 ways"
        .formatted(kills.get(), cuts.get(), bursts.get(), POST_FAULT_RATE);
  }

  /** How many environments have been killed. */
  int kills() {
    return kills.get();
  }

  /** Faults that stand remain until the emulator's are cleared. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
