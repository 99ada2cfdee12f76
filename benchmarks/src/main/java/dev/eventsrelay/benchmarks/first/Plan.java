// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import dev.eventsrelay.benchmarks.Size;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param loads of fresh environments
 * @param warmUp at saturation, before the warm figures are taken
 * @param warmHundreds at each load
 */
record Plan(List<Load> loads, Duration warmUp, int warmHundreds) {
  /**
   * A load.
   *
   * @param rate results per second
   * @param hundreds of results from the start of an environment
   */
  record Load(double rate, int hundreds) {}

  static Plan of(Size size) {
    return size.choose(
        new Plan(List.of(new Load(100, 1)), Duration.ofSeconds(1), 1),
        new Plan(List.of(new Load(20, 10), new Load(100, 20)), Duration.ofSeconds(20), 4),
        new Plan(List.of(new Load(20, 100), new Load(100, 100)), Duration.ofSeconds(60), 10));
  }
}
