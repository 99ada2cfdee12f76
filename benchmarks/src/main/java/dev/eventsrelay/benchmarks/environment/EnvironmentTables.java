// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import java.util.List;

/** What was measured of an environment, in rows. */
record EnvironmentTables(List<Measured> measured, FanOuts fanOuts) {
  Table saturation() {
    return each("At saturation")
        .column("results", "1/s", m -> m.rate().median())
        .column("lowest to highest", "1/s", m -> m.rate().range())
        .column("CPU per result", "µs", m -> m.cpuMicros().median())
        .column("lowest to highest", "µs", m -> m.cpuMicros().range())
        .column("allocated per result", "KiB", m -> m.median(Round::allocatedKiB))
        .column("collector's pauses", "% of time", m -> 100 * m.median(Round::pauseShare))
        .column("Runtime API and load, CPU per result", "µs", m -> m.median(Round::benchCpuMicros))
        .column("stub, CPU per request", "µs", m -> m.median(Round::stubCpuMicros))
        .build();
  }

  Table halfLoad() {
    return each("At half load, from due to answered")
        .column("results", "1/s", Measured::halfLoadRate)
        .column("p50", "ms", m -> m.millis(50))
        .column("p99", "ms", m -> m.millis(99))
        .column("p99.9", "ms", m -> m.millis(99.9))
        .column("longest", "ms", m -> m.millis(100))
        .build();
  }

  Table memory() {
    return each("Memory and threads")
        .column("RSS when warm", "MiB", m -> m.memory().warmRssMiB())
        .column("RSS at the end", "MiB", m -> m.memory().end().rssMiB())
        .column("RSS, peak", "MiB", m -> m.memory().end().peakRssMiB())
        .column("live heap when warm", "MiB", m -> m.memory().warmLiveMiB())
        .column("live heap at the end", "MiB", m -> m.memory().endLiveMiB())
        .column("platform threads", m -> m.memory().end().threads())
        .build();
  }

  Table fanOut() {
    Table.Builder table =
        Table.titled(
            "Fan-out at concurrency %d: one result for many every 250 ms, among %,.0f results a second for one"
                .formatted(measured.getLast().concurrency(), fanOuts.othersRate()),
            Column.of("subscribers"),
            Column.of("alone, median", "ms"),
            Column.of("CPU of environment and stub for it", "ms"),
            Column.of("among others, median", "ms"),
            Column.of("the others meanwhile, p50", "ms"),
            Column.of("the others meanwhile, p99", "ms"));
    table.row(
        "no fan-out",
        "",
        "",
        "",
        fanOuts.undisturbed().getValueAtPercentile(50) / 1e6,
        fanOuts.undisturbed().getValueAtPercentile(99) / 1e6);
    for (FanOut fanOut : fanOuts.bySize()) {
      table.row(
          fanOut.subscribers(),
          fanOut.aloneMillis(),
          fanOut.cpuMillis(),
          fanOut.amongOthersMillis(),
          fanOut.othersMillis(50),
          fanOut.othersMillis(99));
    }
    return table.build();
  }

  private TableOf<Measured> each(String title) {
    return new TableOf<>(title, measured)
        .column("function", m -> m.variant().title())
        .column("at once", Measured::concurrency);
  }
}
