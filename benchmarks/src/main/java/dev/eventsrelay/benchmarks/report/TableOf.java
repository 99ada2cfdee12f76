// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A table with a row for each thing of one kind: every column says what stands in it. Not
 * thread-safe.
 *
 * @param <T> what a row is about
 */
public final class TableOf<T> {
  private final String title;
  private final Collection<T> things;
  private final List<Column> columns = new ArrayList<>();
  private final List<Function<T, Object>> cells = new ArrayList<>();

  /** A table without columns yet. */
  public TableOf(String title, Collection<T> things) {
    this.title = requireNonNull(title, "title is null");
    this.things = requireNonNull(things, "things is null");
  }

  /** Adds a column of text or plain counts. */
  public TableOf<T> column(String name, Function<T, Object> cell) {
    return column(name, "", cell);
  }

  /** Adds a column of numbers. */
  public TableOf<T> column(String name, String unit, Function<T, Object> cell) {
    columns.add(Column.of(name, unit));
    cells.add(cell);
    return this;
  }

  /** The table. */
  public Table build() {
    return new Table(
        title,
        columns,
        things.stream()
            .map(thing -> cells.stream().map(cell -> cell.apply(thing)).toList())
            .toList());
  }
}
