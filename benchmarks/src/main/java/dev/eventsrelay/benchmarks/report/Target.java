// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What was to be reached, and whether it was.
 *
 * @param text what is measured, such as {@code CPU per result, ours / bare SDK calls}
 * @param measured the figure
 * @param bound what it must not pass
 * @param unit of both; empty for a ratio
 * @param direction on which side of the bound it has to be
 * @param met whether it is
 */
public record Target(
    String text, double measured, double bound, String unit, Direction direction, boolean met) {
  /** Which side of the bound is the good one. */
  public enum Direction {
    /** The figure may be as high as the bound. */
    AT_MOST,
    /** The figure may be as low as the bound. */
    AT_LEAST
  }

  public Target {
    requireNonNull(text, "text is null");
    requireNonNull(unit, "unit is null");
    requireNonNull(direction, "direction is null");
  }

  /** A figure that should not be higher. */
  public static Target atMost(String text, double measured, double bound, String unit) {
    return new Target(text, measured, bound, unit, Direction.AT_MOST, measured <= bound);
  }

  /** A figure that should not be lower. */
  public static Target atLeast(String text, double measured, double bound, String unit) {
    return new Target(text, measured, bound, unit, Direction.AT_LEAST, measured >= bound);
  }

  /** The target in a line of text. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s %s (%s %s)",
        met ? "met" : "NOT MET",
        text,
        Figures.text(measured),
        unit,
        direction == Direction.AT_MOST ? "at most" : "at least",
        Figures.text(bound));
  }
}
