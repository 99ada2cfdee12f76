// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.metered.Ids;
import dev.eventsrelay.benchmarks.metered.LocalTable;
import dev.eventsrelay.benchmarks.metered.MeteredRelay;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Target;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** What a compile uses of everything that AWS bills by use, and what that costs. */
public final class BillBenchmark implements Benchmark {
  /** What {@code infra-sam/estimate} takes for the usual result. */
  private static final int RESULT_BYTES = 4096;

  private static final double MOST_WRITES = 5;
  private static final double MOST_READS = 4;

  @Override
  public String name() {
    return "bill";
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    try (LocalTable table = LocalTable.start(context.root());
        MeteredRelay relay = new MeteredRelay(table)) {
      Ids ids = new Ids(new SplittableRandom(1));
      List<Entry> entries =
          Scenario.ALL.stream()
              .map(scenario -> Entry.of(scenario, Compile.anew(relay, ids, RESULT_BYTES)))
              .toList();
      return section(entries, Prices.read(context.root()));
    } catch (IOException e) {
      throw new BenchmarkException("the bill was not made", e);
    }
  }

  private Section section(List<Entry> entries, Prices prices) {
    Tally cycle = entries.getFirst().total();
    BillView view = new BillView(entries, prices);
    return Section.of(
            name(),
            "Bill",
            "What one compile uses of DynamoDB, API Gateway and Lambda, counted while the relay's"
                + " own code serves it, and what a million of them cost.")
        .target(
            Target.atMost(
                "Writes of a compile cycle", cycle.table().writeUnits(), MOST_WRITES, "units"))
        .target(
            Target.atMost(
                "Reads of a compile cycle", cycle.table().readUnits(), MOST_READS, "units"))
        .table(view.totals())
        .chart(view.chart())
        .table(view.steps())
        .note("Results of %,d bytes.".formatted(RESULT_BYTES))
        .note(
            "Prices per million in us-east-1 as of %s: writes $%s, reads $%s, messages $%s,"
                    .formatted(prices.date(), prices.write(), prices.read(), prices.message())
                + " invocations $%s. Sources: %s"
                    .formatted(prices.invocation(), String.join(" ", prices.sources())))
        .note(
            "Not in it is what does not come with each compile: instances or durations,"
                + " connection minutes, network, logs. infra-sam/estimate has them.")
        .note(
            "A query that finds nothing counts as AWS bills it, one unit; DynamoDB Local reports"
                + " none.")
        .build();
  }
}
