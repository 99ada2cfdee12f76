// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Entries as tables and as a chart.
 *
 * @param entries what was used
 * @param prices of what was used
 */
record BillView(List<Entry> entries, Prices prices) {
  BillView {
    entries = List.copyOf(entries);
    requireNonNull(prices, "prices is null");
  }

  Table totals() {
    return new TableOf<>("Used by each, and its price", entries)
        .column("scenario", entry -> entry.scenario().title())
        .column("writes", "units", entry -> entry.total().table().writeUnits())
        .column("reads", "units", entry -> entry.total().table().readUnits())
        .column("calls of DynamoDB", entry -> entry.total().table().calls())
        .column("messages in", entry -> entry.total().messages())
        .column("posts", entry -> entry.total().posts())
        .column("billed messages", entry -> entry.total().billedMessages())
        .column("invocations", entry -> entry.total().invocations())
        .column("price", "$ per million", entry -> prices.of(entry.total()).total())
        .build();
  }

  Table steps() {
    Table.Builder table =
        Table.titled(
            "Step by step",
            Column.of("scenario"),
            Column.of("step"),
            Column.of("writes", "units"),
            Column.of("reads", "units"),
            Column.of("calls of DynamoDB"),
            Column.of("posts"));
    for (Entry entry : entries) {
      for (int i = 0; i < entry.steps().size(); i++) {
        Tally used = entry.steps().get(i);
        table.row(
            i == 0 ? entry.scenario().title() : "",
            entry.scenario().steps().get(i).name().toLowerCase(Locale.ROOT),
            used.table().writeUnits(),
            used.table().readUnits(),
            used.table().calls(),
            used.posts());
      }
    }
    return table.build();
  }

  Chart chart() {
    return new Chart(
        "Price of a million",
        Chart.Kind.BARS,
        "",
        "dollars",
        List.of(
            bars("DynamoDB", Bill::table),
            bars("API Gateway", Bill::gateway),
            bars("Lambda requests", Bill::invocations)));
  }

  private Chart.Series bars(String name, ToDoubleFunction<Bill> part) {
    return new Chart.Series(
        name,
        entries.stream()
            .map(
                entry ->
                    Chart.Point.bar(
                        entry.scenario().title(), part.applyAsDouble(prices.of(entry.total()))))
            .toList());
  }
}
