// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import dev.eventsrelay.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The beginnings as a section.
 *
 * @param warm hundreds of an environment that has been at saturation, by load
 */
record FirstReport(List<Beginning> beginnings, Map<Plan.Load, List<Hundred>> warm) {
  private static final double CPU = 2;
  private static final double TIME = 1.5;
  private static final int FIRST_THOUSAND = 10;
  private static final double P99 = 99;

  Section section() {
    Section.Builder section =
        Section.of(
            "first",
            "First results",
            "What the first results of an environment cost and how long they take, with and without"
                + " a rehearsal, with C1 only and with both compilers.");
    for (Plan.Load load : warm.keySet()) {
      List<Beginning> all = beginnings.stream().filter(b -> b.load().equals(load)).toList();
      Beginning ours = all.getFirst();
      String at = " at %,.0f/s, of the warm figure".formatted(load.rate());
      section
          .target(
              Target.atMost(
                  "CPU of the first 100 results" + at,
                  Hundred.cpuMicros(ours.first(1)) / Hundred.cpuMicros(warm(load)),
                  CPU,
                  "times"))
          .target(
              Target.atMost(
                  "p99 of the first 1,000 results" + at,
                  Hundred.millis(ours.first(FIRST_THOUSAND), P99) / Hundred.millis(warm(load), P99),
                  TIME,
                  "times"))
          .chart(chart("CPU per result", "us", load, all, Hundred::cpuMicros))
          .chart(chart("p99", "ms from due", load, all, h -> Hundred.millis(List.of(h), P99)))
          .table(table(load, all));
    }
    return section
        .note(
            "Each line is one environment from its start, at concurrency 32. Warm is another one"
                + " after it was at saturation. CPU is the process's own, its compilers included;"
                + " that of its start and rehearsal stands by itself.")
        .build();
  }

  private List<Hundred> warm(Plan.Load load) {
    return warm.getOrDefault(load, List.of());
  }

  private static Chart chart(
      String title,
      String unit,
      Plan.Load load,
      List<Beginning> beginnings,
      ToDoubleFunction<Hundred> figure) {
    List<Series> series = new ArrayList<>();
    for (Beginning beginning : beginnings) {
      List<Point> points = new ArrayList<>();
      for (Hundred hundred : beginning.hundreds()) {
        int last = Hundred.SIZE * (points.size() + 1);
        points.add(Point.at(last, figure.applyAsDouble(hundred)));
      }
      series.add(new Series(beginning.variant().title(), points));
    }
    return new Chart(
        "%s at %,.0f results per second".formatted(title, load.rate()),
        Chart.Kind.LOG_LOG,
        "results since the start",
        unit,
        series);
  }

  private Table table(Plan.Load load, List<Beginning> beginnings) {
    List<Hundred> warm = warm(load);
    return new TableOf<>(
            "At %,.0f results per second; warm: %,.0f us, p50 %.1f ms, p99 %.1f ms"
                .formatted(
                    load.rate(),
                    Hundred.cpuMicros(warm),
                    Hundred.millis(warm, 50),
                    Hundred.millis(warm, P99)),
            beginnings)
        .column("environment", b -> b.variant().title())
        .column("ready after", "s", b -> b.readyAfter().toMillis() / 1e3)
        .column("CPU until then", "s", b -> b.startCpu().toMillis() / 1e3)
        .column("first 100", "us", b -> Hundred.cpuMicros(b.first(1)))
        .column("p50", "ms", b -> Hundred.millis(b.first(1), 50))
        .column("p99", "ms", b -> Hundred.millis(b.first(1), P99))
        .column("first 1,000", "us", b -> Hundred.cpuMicros(b.first(FIRST_THOUSAND)))
        .column("p99", "ms", b -> Hundred.millis(b.first(FIRST_THOUSAND), P99))
        .column("all", "us", b -> Hundred.cpuMicros(b.hundreds()))
        .column("last 100", "us", b -> b.hundreds().getLast().cpuMicros())
        .build();
  }
}
