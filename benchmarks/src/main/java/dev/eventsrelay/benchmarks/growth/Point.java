// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import java.util.Map;

/**
 * What every operation costs where something has grown to a size.
 *
 * @param size of what grows
 * @param samples by operation
 */
record Point(long size, Map<Operation, Sample> samples) {
  Point {
    samples = Map.copyOf(samples);
  }

  /** The sample of an operation. */
  Sample of(Operation operation) {
    Sample sample = samples.get(operation);
    if (sample == null) {
      throw new IllegalStateException("There is no sample of " + operation);
    }
    return sample;
  }
}
