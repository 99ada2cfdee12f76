// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.lambda.ProgramRuntime;
import picocli.CommandLine.TypeConversionException;

/**
 * The argument of {@code --runtime}: Lambda's identifier, and the program that stands in for it.
 */
record RuntimeOption(String id, ProgramRuntime program) {
  static RuntimeOption parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || text.substring(equals + 1).isBlank()) {
      throw new TypeConversionException("'" + text + "' is not ID=COMMAND");
    }
    return new RuntimeOption(
        text.substring(0, equals), ProgramRuntime.of(text.substring(equals + 1)));
  }

  void applyTo(EmulatorBuilder builder) {
    builder.runtime(id, program);
  }
}
