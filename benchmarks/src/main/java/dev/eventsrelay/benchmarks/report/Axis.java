// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Places figures along a line of pixels.
 *
 * @param low the figure at the start
 * @param high the figure at the end
 * @param logarithmic whether equal distances are equal ratios
 */
record Axis(double low, double high, boolean logarithmic) {
  /** From a round figure below the lowest to one above the highest; linear ones begin at 0. */
  static Axis over(List<Double> figures, boolean logarithmic) {
    double highest = figures.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double lowest = figures.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    if (logarithmic) {
      double low = Math.pow(10, Math.floor(Math.log10(lowest)));
      double high = Math.pow(10, Math.ceil(Math.log10(highest)));
      return new Axis(low, high > low ? high : low * 10, true);
    }
    double step = step(highest > 0 ? highest : 1);
    return new Axis(0, Math.ceil((highest > 0 ? highest : 1) / step) * step, false);
  }

  /** Where a figure lies: 0 at the start, 1 at the end. */
  double share(double figure) {
    return logarithmic
        ? Math.log(figure / low) / Math.log(high / low)
        : (figure - low) / (high - low);
  }

  /** Figures to write beside the axis. */
  List<Double> ticks() {
    double step = step(high);
    return DoubleStream.iterate(
            low, tick -> tick <= high * 1.001, tick -> logarithmic ? tick * 10 : tick + step)
        .boxed()
        .toList();
  }

  /** The round step that divides such a length into four to eight parts. */
  private static double step(double length) {
    double power = Math.pow(10, Math.floor(Math.log10(length)));
    double leading = length / power;
    return power * (leading > 5 ? 1 : leading > 2 ? 0.5 : 0.25);
  }
}
