// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.process.Command;
import java.util.Map;

/**
 * How to run one execution environment of a runtime: any program that speaks the Runtime API of its
 * {@code AWS_LAMBDA_RUNTIME_API} variable. Thread-safe.
 */
@FunctionalInterface
public interface RuntimeCommand {
  /**
   * The program for one environment.
   *
   * @param function what it serves
   * @param environment all variables that Lambda would set; a runtime may add to them
   */
  Command forEnvironment(FunctionSpec function, Map<String, String> environment);
}
