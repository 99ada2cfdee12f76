// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import dev.eventsrelay.benchmarks.peers.Peer;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Entry point of the script {@code benchmarks/run}. */
public final class Main {
  private Main() {}

  /** Runs the command and exits: 0 measured, 1 the run broke, 2 wrong arguments. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RunCommand())
        .registerConverter(Duration.class, RunCommand::milliseconds)
        .registerConverter(Peer.class, Main::peer)
        .setParameterExceptionHandler(
            (e, args) -> {
              e.getCommandLine().getErr().println("benchmarks/run: " + firstLine(e));
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, commandLine, result) -> {
              e.printStackTrace(commandLine.getErr());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static Peer peer(String text) {
    try {
      return Peer.read(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static String firstLine(ParameterException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
  }
}
