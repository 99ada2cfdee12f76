// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

/** How much is measured; the code that runs is the same. */
public enum Size {
  /** Seconds a benchmark: shows that it works, and its figures mean nothing. */
  SMOKE,
  /** Minutes a benchmark. */
  USUAL,
  /** What takes longer than one waits for. */
  FULL;

  /** The value for this size. */
  public <T> T choose(T smoke, T usual, T full) {
    return switch (this) {
      case SMOKE -> smoke;
      case USUAL -> usual;
      case FULL -> full;
    };
  }
}
