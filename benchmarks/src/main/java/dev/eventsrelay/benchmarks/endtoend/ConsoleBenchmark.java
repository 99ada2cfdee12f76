// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.Size;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import dev.eventsrelay.benchmarks.report.Target;
import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the console takes from the system that it shows, with a page open. */
public final class ConsoleBenchmark implements Benchmark {
  private static final int CLIENTS = 16;
  private static final int CYCLES_PER_SECOND = 20;
  private static final int MESSAGES_PER_SECOND = 2_000;
  private static final double MOST = 1.1;

  @Override
  public String name() {
    return "console";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(5);
  }

  private record Measured(boolean console, Step step) {
    String variant() {
      return console ? "console, page open" : "no console";
    }

    double cores() {
      return step.functionCores() + step.emulatorCores() + step.databaseCores();
    }
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    int rounds = context.size().choose(1, 2, 3);
    int connections = context.size().choose(500, 5_000, 5_000);
    Duration step = Duration.ofSeconds(context.size().choose(2, 10, 30));
    List<Measured> relay = new ArrayList<>();
    List<Measured> gateway = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (boolean console : List.of(round % 2 == 1, round % 2 == 0)) {
        relay.add(said(context, "cycles", new Measured(console, relay(context, console, step))));
        gateway.add(
            said(context, "messages", new Measured(console, gateway(console, connections, step))));
      }
    }
    return section(relay, gateway, connections);
  }

  private static Measured said(Context context, String what, Measured measured) {
    context.progress(
        "%,.0f %s a second, %s: p99 %.1f ms, %.2f cores"
            .formatted(
                measured.step.rate(),
                what,
                measured.variant(),
                measured.step.receiptMillis(99),
                measured.cores()));
    return measured;
  }

  private static Step relay(Context context, boolean console, Duration step)
      throws InterruptedException {
    EmulatorBuilder builder = Emulator.builder().template(context.template());
    if (context.size() == Size.SMOKE) {
      builder.environments(1);
    }
    if (console) {
      builder.console();
    }
    try (Emulator emulator = builder.start();
        Relay relay = new Relay(emulator, CLIENTS, CLIENTS)) {
      Step _ = relay.at(CYCLES_PER_SECOND, step.multipliedBy(2));
      if (!console) {
        return relay.at(CYCLES_PER_SECOND, step);
      }
      try (OpenPage _ = new OpenPage(emulator.managementUrl())) {
        return relay.at(CYCLES_PER_SECOND, step);
      }
    }
  }

  private static Step gateway(boolean console, int connections, Duration step)
      throws InterruptedException {
    try (Crowd crowd = new Crowd(connections, console)) {
      Step _ = crowd.at(MESSAGES_PER_SECOND / 2.0, step);
      return crowd.at(MESSAGES_PER_SECOND, step);
    }
  }

  private static Section section(List<Measured> relay, List<Measured> gateway, int connections) {
    return Section.of(
            "console",
            "Console",
            "What the console takes, with a page open, from the whole emulator at a rate that it"
                + " carries with ease, and from its gateway alone.")
        .target(
            Target.atMost(
                "p50 of a relay with the page open, by that without a console",
                ratio(relay),
                MOST,
                ""))
        .target(
            Target.atMost(
                "p50 through the gateway with the page open, by that without a console",
                ratio(gateway),
                MOST,
                ""))
        .table(table("Compile cycles over the whole system", relay))
        .table(
            table(
                "Messages through the gateway alone, %,d open connections".formatted(connections),
                gateway))
        .note(
            "The variants run in turn. A console also puts a proxy in front of DynamoDB, which the"
                + " emulator has without it only if faults are enabled.")
        .build();
  }

  private static double ratio(List<Measured> all) {
    return p50(all, true) / p50(all, false);
  }

  private static double p50(List<Measured> all, boolean console) {
    return all.stream()
        .filter(one -> one.console == console)
        .mapToDouble(one -> one.step.receiptMillis(50))
        .average()
        .orElseThrow();
  }

  private static Table table(String title, List<Measured> all) {
    return new TableOf<>(title, all)
        .column("", Measured::variant)
        .column("due", "1/s", one -> one.step.rate())
        .column("delivered", "%", one -> 100 * one.step.delivered())
        .column("p50", "ms", one -> one.step.receiptMillis(50))
        .column("p99", "ms", one -> one.step.receiptMillis(99))
        .column("functions", "cores", one -> one.step.functionCores())
        .column("emulator and clients", "cores", one -> one.step.emulatorCores())
        .column("DynamoDB Local", "cores", one -> one.step.databaseCores())
        .build();
  }
}
