// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.FunctionSpec;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java runtime with additional JVM options. They come first, so the runtime's own options take
 * precedence.
 */
record JavaOptions(RuntimeCommand runtime, List<String> options) implements RuntimeCommand {
  @Override
  public Command forEnvironment(FunctionSpec function, Map<String, String> environment) {
    Command command = runtime.forEnvironment(function, environment);
    List<String> arguments = new ArrayList<>(command.arguments());
    arguments.addAll(1, options);
    return new Command(arguments, command.environment(), command.workingDirectory());
  }
}
