// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a growing table does to the cost of each operation.
 *
 * @param ladder the sizes
 * @param curve the costs at each of them
 * @param control the costs in an empty table, measured in turn with those
 * @param rowsPerSecond how fast the table was filled
 */
record TableSize(List<Rung> ladder, Curve curve, Curve control, double rowsPerSecond) {
  TableSize {
    ladder = List.copyOf(ladder);
    requireNonNull(curve, "curve is null");
    requireNonNull(control, "control is null");
  }

  /** How much longer an operation takes in the largest table than in an empty one; 1 is flat. */
  double timeGrowthOf(Operation operation) {
    return timeGrowthOf(operation, ladder.size() - 1);
  }

  /** What the tables held, and what that does to the time of every operation. */
  Table tables() {
    List<Integer> rungs = IntStream.range(0, ladder.size()).boxed().toList();
    TableOf<Integer> table =
        new TableOf<>("Tables measured in", rungs)
            .column("connections", i -> ladder.get(i).connections())
            .column("subscriptions", i -> ladder.get(i).subscriptions())
            .column("rows", i -> ladder.get(i).rows());
    for (Operation operation : Operation.values()) {
      table.column(operation.title(), "time / in an empty table", i -> timeGrowthOf(operation, i));
    }
    return table.build();
  }

  private double timeGrowthOf(Operation operation, int rung) {
    return curve.points().get(rung).of(operation).millis()
        / control.points().get(rung).of(operation).millis();
  }
}
