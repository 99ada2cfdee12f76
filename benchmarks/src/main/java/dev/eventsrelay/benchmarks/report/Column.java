// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table.
 *
 * @param name of what is in it
 * @param unit of its numbers; empty for text and plain counts
 */
public record Column(String name, String unit) {
  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(unit, "unit is null");
  }

  /** A column without a unit. */
  public static Column of(String name) {
    return new Column(name, "");
  }

  /** A column of numbers. */
  public static Column of(String name, String unit) {
    return new Column(name, unit);
  }
}
