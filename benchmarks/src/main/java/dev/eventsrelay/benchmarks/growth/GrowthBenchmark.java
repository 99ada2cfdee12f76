// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Target;
import java.io.IOException;
import java.util.List;

/** What each operation costs, while what it works on grows, and while everything else does. */
public final class GrowthBenchmark implements Benchmark {
  private static final List<Integer> FEW = List.of(1, 10, 100);
  private static final List<Integer> SUBSCRIPTIONS = List.of(1, 10, 100, 1_000, 10_000);
  private static final List<Integer> SUBSCRIBERS = List.of(1, 10, 100, 1_000);

  /** Medians of the same work differ by that much on a machine that others use too. */
  private static final double FLAT_BUT_FOR_NOISE = 1.5;

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    try {
      Sweep sweep = new Sweep(context);
      return section(
          sweep.overTableSize(),
          sweep.over(
              "subscriptions of the client",
              context.size().choose(FEW, SUBSCRIPTIONS, SUBSCRIPTIONS),
              (probe, subscriptions) -> probe.run(subscriptions, 1)),
          sweep.over(
              "subscribers of the guid",
              context.size().choose(FEW, SUBSCRIBERS, SUBSCRIBERS),
              (probe, subscribers) -> probe.run(1, subscribers)));
    } catch (IOException e) {
      throw new BenchmarkException("DynamoDB Local did not run", e);
    }
  }

  private Section section(TableSize tableSize, Curve bySubscriptions, Curve bySubscribers) {
    Section.Builder section =
        Section.of(
            name(),
            "Growth",
            "What each operation costs in DynamoDB's capacity units and in time, while the table,"
                + " a client's subscriptions or a guid's subscribers grow.");
    section
        .target(flat("disconnect", Operation.DISCONNECT, tableSize.curve()))
        .target(flat("lookup and publisher of a result", Operation.RESULT, tableSize.curve()))
        .target(fast("disconnect", Operation.DISCONNECT, tableSize))
        .target(fast("lookup and publisher of a result", Operation.RESULT, tableSize))
        .table(tableSize.tables());
    for (Curve curve : List.of(tableSize.curve(), bySubscriptions, bySubscribers)) {
      section.chart(curve.unitsChart()).chart(curve.timeChart()).table(curve.table());
    }
    return section
        .note(
            "The relay's own router and store on DynamoDB Local, one event at a time. Posts to"
                + " clients take no time here.")
        .note(
            "Capacity units are those that DynamoDB reports, and at least what AWS bills: for a"
                + " query that finds nothing DynamoDB Local reports none, and it counts as one.")
        .note(
            "Of the times only their growth means something: they are DynamoDB Local's. In turn"
                + " with each trial in the growing table the same is done in one that stays empty.")
        .note(
            "The tables were filled through the same store at %,.0f rows a second."
                .formatted(tableSize.rowsPerSecond()))
        .build();
  }

  private static Target flat(String what, Operation operation, Curve curve) {
    return Target.atMost(
        "Capacity units of %s, largest table / empty table".formatted(what),
        curve.growthOf(operation),
        1,
        "");
  }

  private static Target fast(String what, Operation operation, TableSize tableSize) {
    return Target.atMost(
        "Time of %s, largest table / empty table".formatted(what),
        tableSize.timeGrowthOf(operation),
        FLAT_BUT_FOR_NOISE,
        "");
  }
}
