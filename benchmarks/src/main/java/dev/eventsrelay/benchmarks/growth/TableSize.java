// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

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
    return millis(curve.points().getLast(), operation)
        / millis(control.points().getLast(), operation);
  }

  /** What the tables held, and what that does to the time of every operation. */
  Table tables() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("connections"));
    columns.add(Column.of("subscriptions"));
    columns.add(Column.of("rows"));
    for (Operation operation : Operation.values()) {
      columns.add(Column.of(operation.title(), "time / in an empty table"));
    }
    Table.Builder table = Table.titled("Tables measured in", columns.toArray(Column[]::new));
    for (int i = 0; i < ladder.size(); i++) {
      Rung rung = ladder.get(i);
      List<Object> row = new ArrayList<>();
      row.add(rung.connections());
      row.add((rung.rows() - rung.connections()) / 2);
      row.add(rung.rows());
      for (Operation operation : Operation.values()) {
        row.add(
            millis(curve.points().get(i), operation) / millis(control.points().get(i), operation));
      }
      table.row(row.toArray());
    }
    return table.build();
  }

  private static double millis(Point point, Operation operation) {
    return point.of(operation).millis();
  }
}
