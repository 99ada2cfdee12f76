// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.EmulatorException;
import dev.eventsrelay.emulator.faults.Fault;
import dev.eventsrelay.emulator.faults.FaultText;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Entry point of the script {@code run-local}. */
public final class Main {
  /** Several problems are a line each, indented; any other line break is another program's. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R(?! {2}\\S)\\s*");

  private Main() {}

  /** Runs the command and exits: 0 done or stopped, 1 failed, 2 wrong arguments. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RunLocal())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Fault.class, Main::fault)
        .registerConverter(EnvironmentCount.class, EnvironmentCount::parse)
        .registerConverter(VariableOption.class, VariableOption::parse)
        .registerConverter(RuntimeOption.class, RuntimeOption::parse)
        .setParameterExceptionHandler(Main::wrongArguments)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static Fault fault(String text) {
    try {
      return FaultText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int wrongArguments(ParameterException e, String[] args) {
    String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
    print(e.getCommandLine(), problem + " (--help shows the options)");
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * A known problem is one line. Anything else is a defect of the emulator, whose stack trace helps
   * to fix it.
   */
  private static int failed(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) {
    if (e instanceof EmulatorException || e instanceof CliException) {
      print(commandLine, String.valueOf(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    print(commandLine, "This is a defect of the emulator: " + e);
    if (parseResult.hasMatchedOption("--verbose")) {
      e.printStackTrace(commandLine.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(CommandLine commandLine, String sentence) {
    commandLine.getErr().println("run-local: " + LINE_BREAK.matcher(sentence).replaceAll(" "));
    commandLine.getErr().flush();
  }
}
