// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code run-local demo}. */
@Command(
    name = "run-local demo",
    mixinStandardHelpOptions = true,
    description = "Plays one compile from subscribe to ack against a running relay.")
public final class Main implements Callable<Integer> {
  /** Where {@code ./run-local} listens unless it is told otherwise. */
  private static final String DEFAULT_URL = "ws://127.0.0.1:3080/prod";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = DEFAULT_URL,
      description = "The relay's WebSocket URL. Default: ${DEFAULT-VALUE}")
  @SuppressWarnings("NullAway.Init") // has a default
  private URI url;

  private Main() {}

  /** Plays the demo and exits: 0 it went as it should, 1 it did not, 2 wrong arguments. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (e, _) -> {
              print(e.getCommandLine(), e.getMessage() + " (--help shows the options)");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, commandLine, _) -> {
              print(commandLine, e instanceof DemoException ? e.getMessage() : e.toString());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public Integer call() throws Exception {
    new Demo(url, spec.commandLine().getOut()).play();
    return CommandLine.ExitCode.OK;
  }

  private static void print(CommandLine commandLine, @Nullable String sentence) {
    commandLine.getErr().println("run-local: " + sentence);
    commandLine.getErr().flush();
  }
}
