// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A picture of figures.
 *
 * @param title what it shows
 * @param kind how it shows it
 * @param x what the horizontal axis means, with its unit
 * @param y what the vertical axis means, with its unit
 * @param series the figures, in the order of the legend
 */
public record Chart(String title, Kind kind, String x, String y, List<Series> series) {
  /** How figures are drawn. */
  public enum Kind {
    /** Lines over two logarithmic axes; points that are not positive are left out. */
    LOG_LOG,
    /** A group of bars for each label. */
    BARS
  }

  public Chart {
    requireNonNull(title, "title is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(x, "x is null");
    requireNonNull(y, "y is null");
    series = List.copyOf(series);
  }

  /**
   * Figures that belong together.
   *
   * @param name in the legend
   * @param points in the order in which they are joined
   */
  public record Series(String name, List<Point> points) {
    public Series {
      requireNonNull(name, "name is null");
      points = List.copyOf(points);
    }
  }

  /**
   * One figure.
   *
   * @param label what a bar stands for; empty on a line
   * @param x place on the horizontal axis; not used by bars
   * @param y the figure
   */
  public record Point(String label, double x, double y) {
    public Point {
      requireNonNull(label, "label is null");
    }

    /** A point of a line. */
    public static Point at(double x, double y) {
      return new Point("", x, y);
    }

    /** A bar. */
    public static Point bar(String label, double y) {
      return new Point(label, 0, y);
    }
  }
}
