// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.EmulatorBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** The argument of {@code --environment}: a variable of one function. */
record VariableOption(String function, String name, String value) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?<function>\\w+)\\.(?<name>\\w+)=(?<value>.*)", Pattern.DOTALL);

  static VariableOption parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not ID.NAME=VALUE");
    }
    return new VariableOption(
        matcher.group("function"), matcher.group("name"), matcher.group("value"));
  }

  void applyTo(EmulatorBuilder builder) {
    builder.functionEnvironment(function, name, value);
  }
}
