// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.util.Optional;

/** The functions that Lambda's API knows. Thread-safe. */
@FunctionalInterface
public interface InvocableFunctions {
  /** The function of this name; it may have to start first. */
  Optional<LambdaFunction> find(String name);
}
