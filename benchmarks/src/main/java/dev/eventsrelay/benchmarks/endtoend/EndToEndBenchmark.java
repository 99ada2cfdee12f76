// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.Size;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the whole system carries on this machine, and what its gateway alone does. */
public final class EndToEndBenchmark implements Benchmark {
  private static final int ROUTERS = 16;
  private static final int WORKERS = 16;
  private static final List<Integer> CYCLES_PER_SECOND =
      List.of(10, 20, 40, 60, 80, 100, 125, 150, 200, 250, 300, 400, 500);
  private static final List<Integer> MESSAGES_PER_SECOND =
      List.of(500, 1000, 2000, 3000, 4000, 6000, 8000);

  @Override
  public String name() {
    return "end-to-end";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(4);
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    List<Integer> cycles = context.size().choose(List.of(10), CYCLES_PER_SECOND, CYCLES_PER_SECOND);
    List<Integer> messages =
        context.size().choose(List.of(200), MESSAGES_PER_SECOND, MESSAGES_PER_SECOND);
    int crowd = context.size().choose(500, 5000, 5000);
    Duration step = Duration.ofSeconds(context.size().choose(2, 10, 30));
    Map<String, List<Step>> relays = new LinkedHashMap<>();
    for (String delivery : List.of("direct", "queued")) {
      relays.put(delivery, relay(context, delivery, cycles, step));
    }
    return new EndToEndReport(relays, gateway(context, messages, step, crowd), crowd, step)
        .section();
  }

  private static List<Step> relay(
      Context context, String delivery, List<Integer> rates, Duration step)
      throws InterruptedException {
    EmulatorBuilder builder =
        Emulator.builder()
            .template(context.template())
            .parameter("DefaultDelivery", delivery)
            .parameter("DisconnectDelivery", delivery);
    if (context.size() == Size.SMOKE) {
      builder.environments(1);
    }
    try (Emulator emulator = builder.start();
        Relay relay = new Relay(emulator, ROUTERS, WORKERS)) {
      Step _ = relay.at(rates.getFirst(), step.multipliedBy(2));
      return climb(context, delivery + " cycles", rates, rate -> relay.at(rate, step));
    }
  }

  private static List<Step> gateway(
      Context context, List<Integer> rates, Duration step, int connections)
      throws InterruptedException {
    try (Crowd crowd = new Crowd(connections)) {
      context.progress("%,d connections are open".formatted(crowd.openConnections()));
      Step _ = crowd.at(rates.getFirst(), step);
      return climb(context, "messages", rates, rate -> crowd.at(rate, step));
    }
  }

  private static List<Step> climb(
      Context context, String what, List<Integer> rates, Ladder.Load load)
      throws InterruptedException {
    return Ladder.climb(
        rates,
        rate -> {
          Step step = load.at(rate);
          context.progress(
              "%,.0f %s a second: p99 %.1f ms, %.1f %% delivered"
                  .formatted(rate, what, step.receiptMillis(99), 100 * step.delivered()));
          return step;
        });
  }
}
