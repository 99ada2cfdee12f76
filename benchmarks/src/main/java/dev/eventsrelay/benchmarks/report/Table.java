// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures in rows.
 *
 * @param title of the table
 * @param columns what stands in which place
 * @param rows as many cells as columns each: strings and numbers
 */
public record Table(String title, List<Column> columns, List<List<Object>> rows) {
  public Table {
    requireNonNull(title, "title is null");
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      requireFitting(title, columns, row);
    }
  }

  private static void requireFitting(String title, List<Column> columns, List<Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%s: a row has %d cells for %d columns.".formatted(title, row.size(), columns.size()));
    }
    for (Object cell : row) {
      if (!(cell instanceof String) && !(cell instanceof Number)) {
        throw new IllegalArgumentException(
            "%s: a cell is a %s.".formatted(title, cell.getClass().getSimpleName()));
      }
    }
  }

  /** A table to be filled row by row. */
  public static Builder titled(String title, Column... columns) {
    return new Builder(title, List.of(columns));
  }

  /** Collects rows. Not thread-safe. */
  public static final class Builder {
    private final String title;
    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    private Builder(String title, List<Column> columns) {
      this.title = title;
      this.columns = columns;
    }

    /** Adds a row: strings and numbers. */
    public Builder row(Object... cells) {
      rows.add(List.of(cells));
      return this;
    }

    /** The table. */
    public Table build() {
      return new Table(title, columns, rows);
    }
  }
}
