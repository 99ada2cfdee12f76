// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import java.util.List;

/**
 * What a growing table does to the cost of each operation.
 *
 * @param ladder the sizes
 * @param curve the costs at each of them
 * @param rowsPerSecond how fast the table was filled
 */
record TableSize(List<Rung> ladder, Curve curve, double rowsPerSecond) {
  TableSize {
    ladder = List.copyOf(ladder);
    requireNonNull(curve, "curve is null");
  }

  /** What the tables held. */
  Table tables() {
    Table.Builder table =
        Table.titled(
            "Tables measured in",
            Column.of("connections"),
            Column.of("subscriptions"),
            Column.of("rows"));
    ladder.forEach(
        rung -> table.row(rung.connections(), (rung.rows() - rung.connections()) / 2, rung.rows()));
    return table.build();
  }
}
