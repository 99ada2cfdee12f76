// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run. The program gets exactly this environment and inherits nothing.
 *
 * @param arguments the program and its arguments; a program without a slash is looked up in the
 *     {@code PATH} of {@code environment}
 * @param environment all variables of the new process
 * @param workingDirectory an existing directory
 */
public record Command(
    List<String> arguments, Map<String, String> environment, Path workingDirectory) {
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("arguments is empty");
    }
  }
}
