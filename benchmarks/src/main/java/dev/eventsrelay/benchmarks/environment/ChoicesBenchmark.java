// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an environment could be built from, one change at a time. */
public final class ChoicesBenchmark implements Benchmark {
  @Override
  public String name() {
    return "choices";
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    Plan plan = Plan.ofChoices(context.size());
    int concurrency = plan.concurrencies().getLast();
    Section.Builder section =
        Section.of(
            name(),
            "What was chosen, and from what",
            "One environment at concurrency %d, each time with one thing changed."
                .formatted(concurrency));
    try (Bench bench = Bench.start(context)) {
      // A smoke run needs every client's code, and of the JVM's options that they reach it.
      Choice jvm = context.size().choose(Choice.JVM.limitedTo(2), Choice.JVM, Choice.JVM);
      for (Choice choice : List.of(Choice.HTTP_CLIENT, jvm)) {
        try (Comparison comparison = Comparison.start(bench, plan, choice.ways(), concurrency)) {
          List<Measured> measured = comparison.run();
          section.chart(chart(choice, measured)).table(table(choice, measured));
        }
      }
    }
    return section
        .note(
            "The first row of each table is what the product has; options of the JVM come after "
                + String.join(" ", Variant.HEAP)
                + " and the serial collector. All environments of a table run,"
                + " and one of them is loaded at a time, in turn. Environment, stub and load share"
                + " the cores: CPU per result is the figure to go by.")
        .note("Calls go to the stub without TLS. Half load is half of each row's own rate.")
        .build();
  }

  /** A group of bars for what a way is, with a bar for each of what it runs on. */
  private static Chart chart(Choice choice, List<Measured> measured) {
    Map<String, List<Point>> series = new LinkedHashMap<>();
    for (Measured way : measured) {
      String[] title = way.variant().title().split(", ", 2);
      series
          .computeIfAbsent(title.length == 1 ? "median" : title[1], _ -> new ArrayList<>())
          .add(Point.bar(title[0], way.cpuMicros().median()));
    }
    return new Chart(
        choice.what() + ": CPU per result",
        Chart.Kind.BARS,
        "",
        "µs",
        series.entrySet().stream().map(e -> new Series(e.getKey(), e.getValue())).toList());
  }

  private static Table table(Choice choice, List<Measured> measured) {
    double chosen = measured.getFirst().cpuMicros().median();
    return new TableOf<>(choice.what(), measured)
        .column("way", m -> m.variant().title())
        .column("CPU per result", "µs", m -> m.cpuMicros().median())
        .column("lowest to highest", "µs", m -> m.cpuMicros().range())
        .column("of the first row's", "", m -> m.cpuMicros().median() / chosen)
        .column("results", "1/s", m -> m.rate().median())
        .column("collector's pauses", "% of time", m -> 100 * m.median(Round::pauseShare))
        .column("p50 at half load", "ms", m -> m.millis(50))
        .column("p99 at half load", "ms", m -> m.millis(99))
        .column("RSS, peak", "MiB", m -> m.memory().end().peakRssMiB())
        .column("platform threads", m -> m.memory().end().threads())
        .build();
  }
}
