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
 * by more than a tenth, or the longest time is over. Not before the shortest, because a machine
 * with other work keeps the JIT compiler waiting while the rate is steady and low.
 *
 * @param window one measurement
 * @param windows how many must agree
 * @param shortest how long to load in any case
 * @param longest when to go on anyway
 */
public record WarmUp(Duration window, int windows, Duration shortest, Duration longest) {
  private static final double SPREAD = 1.1;

  /** Returns the rate of the last window, answers per second. */
  public double run(ClosedLoop loop) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    long start = System.nanoTime();
    do {
      Saturation saturation = loop.run(window);
      rates.add(saturation.rate());
    } while (!isOver(rates, Duration.ofNanos(System.nanoTime() - start)));
    return rates.getLast();
  }

  boolean isOver(List<Double> rates, Duration loaded) {
    return loaded.compareTo(longest) >= 0 || (loaded.compareTo(shortest) >= 0 && isStable(rates));
  }

  private boolean isStable(List<Double> rates) {
    if (rates.size() < windows) {
      return false;
    }
    List<Double> last = rates.subList(rates.size() - windows, rates.size());
    return Collections.max(last) <= SPREAD * Collections.min(last);
  }
}
