// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the cost of each operation changes while one thing grows.
 *
 * @param grows what does, in the plural
 * @param points from the smallest to the largest
 */
record Curve(String grows, List<Point> points) {
  Curve {
    requireNonNull(grows, "grows is null");
    points = List.copyOf(points);
  }

  /** How much more capacity an operation takes at the end than at the start; 1 is flat. */
  double growthOf(Operation operation) {
    return points.getLast().of(operation).units() / points.getFirst().of(operation).units();
  }

  /** All figures. */
  Table table() {
    Table.Builder table =
        Table.titled(
            "Cost by number of " + grows,
            Column.of("operation"),
            Column.of(grows),
            Column.of("writes", "units"),
            Column.of("reads", "units"),
            Column.of("calls"),
            Column.of("time", "ms, median"));
    for (Operation operation : Operation.values()) {
      for (Point point : points) {
        Sample sample = point.of(operation);
        table.row(
            operation.title(),
            point.size(),
            sample.table().writeUnits(),
            sample.table().readUnits(),
            sample.table().calls(),
            sample.millis());
      }
    }
    return table.build();
  }

  Chart unitsChart() {
    return chart("capacity units", "units, writes and reads together", Sample::units);
  }

  Chart timeChart() {
    return chart("time on DynamoDB Local", "ms, median", Sample::millis);
  }

  private Chart chart(String what, String unit, ToDoubleFunction<Sample> figure) {
    return new Chart(
        "Growing number of %s: %s".formatted(grows, what),
        Chart.Kind.LOG_LOG,
        grows,
        unit,
        Arrays.stream(Operation.values())
            .map(operation -> new Chart.Series(operation.title(), line(operation, figure)))
            .toList());
  }

  /** A logarithmic axis has no place for 0: an empty table stands at 1. */
  private List<Chart.Point> line(Operation operation, ToDoubleFunction<Sample> figure) {
    return points.stream()
        .map(
            point ->
                Chart.Point.at(
                    (double) Math.max(1, point.size()), figure.applyAsDouble(point.of(operation))))
        .toList();
  }
}
