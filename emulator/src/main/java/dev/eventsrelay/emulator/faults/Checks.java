// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;

/** Checks that several faults share. Each failure is a sentence. */
final class Checks {
  private Checks() {}

  static void rate(double rate) {
    // This form also rejects NaN.
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "rate is %s and must be above 0 and at most 1.".formatted(rate));
    }
  }

  static void error(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "status is %d and must be an error, 400 to 599.".formatted(status));
    }
  }

  static void serverError(int status, String service) {
    if (status < 500 || status > 599) {
      throw new IllegalArgumentException(
          "status is %d and must be 500 to 599: an error of %s itself.".formatted(status, service));
    }
  }

  static void delay(Duration by) {
    if (!by.isPositive()) {
      throw new IllegalArgumentException("by is %s and must be above 0.".formatted(by));
    }
  }
}
