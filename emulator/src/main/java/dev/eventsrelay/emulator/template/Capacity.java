// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

/**
 * Maximum concurrent invocations of a function: {@code environments} times {@code concurrency}.
 *
 * @param environments execution environments that run from the start
 * @param concurrency maximum concurrent invocations of one environment
 */
public record Capacity(int environments, int concurrency) {
  public Capacity {
    if (environments < 1 || concurrency < 1) {
      throw new IllegalArgumentException(
          "environments and concurrency are at least 1, not %d and %d"
              .formatted(environments, concurrency));
    }
  }
}
