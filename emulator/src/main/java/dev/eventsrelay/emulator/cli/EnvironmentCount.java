// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.EmulatorBuilder;
import java.util.Optional;

/** The argument of {@code --environments}: a number for all functions, or for one of them. */
record EnvironmentCount(Optional<String> function, int count) {
  /**
   * Throws {@link NumberFormatException} for anything but a number; picocli reports it to the user.
   */
  static EnvironmentCount parse(String text) {
    int equals = text.indexOf('=');
    return new EnvironmentCount(
        equals < 0 ? Optional.empty() : Optional.of(text.substring(0, equals)),
        Integer.parseInt(text.substring(equals + 1)));
  }

  void applyTo(EmulatorBuilder builder) {
    if (function.isPresent()) {
      builder.environments(function.get(), count);
      return;
    }
    builder.environments(count);
  }
}
