// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** Whole numbers in full with thin groups, others with three digits that count. */
  static String text(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "-";
    }
    if (value == Math.rint(value) || size >= 1000) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  static String text(Object cell) {
    return cell instanceof Number number ? text(number.doubleValue()) : cell.toString();
  }
}
