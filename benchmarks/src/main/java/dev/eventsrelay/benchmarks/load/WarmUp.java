// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import dev.eventsrelay.benchmarks.load.ClosedLoop.Saturation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Loads until the rate does not grow any more: until of the last windows none differs from another
 * by more than a tenth, or the longest time is over.
 *
 * @param window one measurement
 * @param windows how many must agree
 * @param longest when to go on anyway
 */
public record WarmUp(Duration window, int windows, Duration longest) {
  private static final double SPREAD = 1.1;

  /** Returns the rate of the last window, answers per second. */
  public double run(ClosedLoop loop) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    long end = System.nanoTime() + longest.toNanos();
    do {
      Saturation saturation = loop.run(window);
      rates.add(saturation.rate());
    } while (!isStable(rates) && System.nanoTime() < end);
    return rates.getLast();
  }

  boolean isStable(List<Double> rates) {
    if (rates.size() < windows) {
      return false;
    }
    List<Double> last = rates.subList(rates.size() - windows, rates.size());
    return Collections.max(last) <= SPREAD * Collections.min(last);
  }
}
