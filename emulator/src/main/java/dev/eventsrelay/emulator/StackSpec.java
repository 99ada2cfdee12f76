// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.gateway.GatewaySettings;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.template.Capacity;
import dev.eventsrelay.emulator.template.FunctionDefinition;
import dev.eventsrelay.emulator.template.StackSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that a builder collected; see {@link EmulatorBuilder} for the meaning. */
record StackSpec(
    Path template,
    StackSettings settings,
    int port,
    Optional<Integer> environments,
    Map<String, Integer> environmentsByFunction,
    Optional<Integer> concurrency,
    Optional<URI> dynamoDbEndpoint,
    Map<String, String> functionEnvironment,
    Map<String, RuntimeCommand> runtimes,
    List<String> javaOptions,
    Optional<GatewaySettings> gatewaySettings,
    Optional<Long> faultSeed,
    FunctionListener listener,
    InstantSource clock) {

  /** The template's capacity, unless this run wants another. */
  Capacity capacity(FunctionDefinition function) {
    Capacity declared = function.capacity();
    Integer own = environmentsByFunction.get(function.logicalId());
    return new Capacity(
        own == null ? environments.orElse(declared.environments()) : own,
        concurrency.orElse(declared.concurrency()));
  }
}
