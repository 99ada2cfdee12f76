// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at every environment of an emulator now and then. As trouble, it is harmless. */
final class Samples implements Trouble {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Duration every;
  private final Map<String, List<Usage>> usages = new LinkedHashMap<>();
  private final CountDownLatch compared = new CountDownLatch(2);
  private @Nullable Thread thread;

  Samples(Duration every) {
    this.every = every;
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public void begin(Emulator emulator) {
    thread = Thread.ofVirtual().name("samples").start(() -> sample(emulator));
  }

  private void sample(Emulator emulator) {
    try {
      while (true) {
        // First of all a while of load: classes, pools and compiled code come with it.
        Thread.sleep(every);
        for (var function : emulator.functions().entrySet()) {
          for (EnvironmentStatus environment : function.getValue()) {
            add(function.getKey() + " " + environment.pid(), Usage.of(environment.pid()));
          }
        }
        compared.countDown();
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for as many samples as are needed to compare, which take their time on a busy machine.
   */
  @Override
  public void await() throws InterruptedException {
    boolean _ = compared.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private synchronized void add(String environment, Usage usage) {
    usages.computeIfAbsent(environment, _ -> new ArrayList<>()).add(usage);
  }

  /** By function and process, in the order of time. */
  synchronized Map<String, List<Usage>> usages() {
    Map<String, List<Usage>> copy = new LinkedHashMap<>();
    usages.forEach((environment, samples) -> copy.put(environment, List.copyOf(samples)));
    return copy;
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder("none; first and last of the samples:");
    usages()
        .forEach(
            (environment, samples) ->
                text.append(
                    "%n    %s (%d)%n      %s%n      %s"
                        .formatted(
                            environment, samples.size(), samples.getFirst(), samples.getLast())));
    return text.toString();
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
