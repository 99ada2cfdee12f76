// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

/**
 * What calls of DynamoDB took from the table.
 *
 * @param writeUnits write units as DynamoDB reports them
 * @param readUnits read units as DynamoDB reports them
 * @param calls requests, however many rows each had
 */
public record Consumption(double writeUnits, double readUnits, long calls) {
  /** Nothing. */
  public static final Consumption NONE = new Consumption(0, 0, 0);

  static Consumption write(double units) {
    return new Consumption(units, 0, 1);
  }

  static Consumption read(double units) {
    return new Consumption(0, units, 1);
  }

  /** This and that. */
  public Consumption plus(Consumption that) {
    return new Consumption(
        writeUnits + that.writeUnits, readUnits + that.readUnits, calls + that.calls);
  }

  /** What came on top of that earlier reading. */
  Consumption minus(Consumption earlier) {
    return new Consumption(
        writeUnits - earlier.writeUnits, readUnits - earlier.readUnits, calls - earlier.calls);
  }
}
