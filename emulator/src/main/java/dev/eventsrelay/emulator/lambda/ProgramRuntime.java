// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs functions under a program that speaks the Runtime API and takes the handler as its last
 * argument, like AWS's runtime interface clients. The program starts in the function's folder.
 */
public final class ProgramRuntime implements RuntimeCommand {
  private final List<String> program;

  private ProgramRuntime(List<String> program) {
    this.program = program;
  }

  /**
   * A runtime from a command line, whose words are separated by spaces; there is no quoting.
   *
   * @param commandLine such as {@code venv/bin/python -m awslambdaric}; a program with a slash is
   *     relative to this process's working directory, any other is looked up in the function's
   *     {@code PATH}
   * @throws IllegalArgumentException if it is blank
   */
  public static ProgramRuntime of(String commandLine) {
    List<String> words = new ArrayList<>(List.of(commandLine.strip().split(" +")));
    if (words.getFirst().isEmpty()) {
      throw new IllegalArgumentException("A runtime needs a command.");
    }
    if (words.getFirst().contains("/")) {
      words.set(0, Path.of(words.getFirst()).toAbsolutePath().toString());
    }
    return new ProgramRuntime(List.copyOf(words));
  }

  @Override
  public Command forEnvironment(FunctionSpec function, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>(program);
    arguments.add(function.handler());
    return new Command(arguments, environment, function.folder());
  }
}
