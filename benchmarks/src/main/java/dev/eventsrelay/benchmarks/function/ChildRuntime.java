// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import dev.eventsrelay.emulator.lambda.FunctionSpec;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.process.Command;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The emulator's Java runtime with more options for the JVM, which win over its own, and with more
 * JARs after the function's.
 *
 * @param runtime the emulator's
 * @param options for the JVM
 * @param libraries after the function's code on the class path
 */
public record ChildRuntime(RuntimeCommand runtime, List<String> options, List<Path> libraries)
    implements RuntimeCommand {
  private static final String CLASS_PATH = "-cp";

  public ChildRuntime {
    options = List.copyOf(options);
    libraries = List.copyOf(libraries);
  }

  @Override
  public Command forEnvironment(FunctionSpec function, Map<String, String> environment) {
    Command command = runtime.forEnvironment(function, environment);
    List<String> arguments = new ArrayList<>(command.arguments());
    int classPath = arguments.indexOf(CLASS_PATH);
    StringBuilder jars = new StringBuilder(arguments.get(classPath + 1));
    libraries.forEach(library -> jars.append(File.pathSeparatorChar).append(library));
    arguments.set(classPath + 1, jars.toString());
    arguments.addAll(classPath, options);
    return new Command(arguments, command.environment(), command.workingDirectory());
  }
}
