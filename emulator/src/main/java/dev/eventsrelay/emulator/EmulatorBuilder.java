// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.gateway.GatewaySettings;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.template.StackSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Emulator} needs; only the template has no default. Not thread-safe. */
public final class EmulatorBuilder {
  private @Nullable Path template;
  private @Nullable String webSocketApi;
  private int port;
  private @Nullable Integer environments;
  private @Nullable Integer concurrency;
  private @Nullable URI dynamoDbEndpoint;
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, Integer> environmentsByFunction = new HashMap<>();
  private final Map<String, String> functionEnvironment = new HashMap<>();
  private final Map<String, RuntimeCommand> runtimes = new HashMap<>();
  private final List<FunctionListener> listeners = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();
  private @Nullable GatewaySettings gatewaySettings;
  private @Nullable Long faultSeed;
  private InstantSource clock = InstantSource.system();

  EmulatorBuilder() {}

  /** The SAM template, YAML or JSON. */
  public EmulatorBuilder template(Path value) {
    template = requireNonNull(value, "template is null");
    return this;
  }

  /** A value for a parameter of the template; a default there stands otherwise. */
  public EmulatorBuilder parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Which WebSocket API to run, by logical id, if the template has more than one. */
  public EmulatorBuilder webSocketApi(String logicalId) {
    webSocketApi = requireNonNull(logicalId, "logicalId is null");
    return this;
  }

  /** The gateway's port; 0, the default, takes a free one. */
  public EmulatorBuilder port(int value) {
    port = value;
    return this;
  }

  /** Execution environments of every function, instead of the template's number. */
  public EmulatorBuilder environments(int value) {
    environments = requirePositive("environments", value);
    return this;
  }

  /** Execution environments of one function; wins over {@link #environments(int)}. */
  public EmulatorBuilder environments(String logicalId, int value) {
    environmentsByFunction.put(logicalId, requirePositive("environments", value));
    return this;
  }

  /** Invocations at once in one environment, instead of the template's number. */
  public EmulatorBuilder concurrency(int value) {
    concurrency = requirePositive("concurrency", value);
    return this;
  }

  /** A DynamoDB to use, tables included, instead of starting DynamoDB Local. */
  public EmulatorBuilder dynamoDbEndpoint(URI value) {
    dynamoDbEndpoint = requireNonNull(value, "dynamoDbEndpoint is null");
    return this;
  }

  /** An environment variable of every function; wins over the template's and the stack's own. */
  public EmulatorBuilder functionEnvironment(String name, String value) {
    functionEnvironment.put(name, value);
    return this;
  }

  /**
   * How to run a runtime other than Java's, which needs no entry.
   *
   * @param runtime as in the template, such as {@code nodejs22.x}
   */
  public EmulatorBuilder runtime(String runtime, RuntimeCommand command) {
    runtimes.put(runtime, command);
    return this;
  }

  /**
   * An option for the virtual machine of every Java environment; of two that disagree the last
   * wins.
   */
  public EmulatorBuilder javaOption(String value) {
    javaOptions.add(requireNonNull(value, "value is null"));
    return this;
  }

  /**
   * Limits and time-outs of the gateway; by default API Gateway's own, with the integration timeout
   * of the template.
   */
  public EmulatorBuilder gatewaySettings(GatewaySettings value) {
    gatewaySettings = requireNonNull(value, "gatewaySettings is null");
    return this;
  }

  /**
   * Lets faults be caused, see {@link Emulator#faults()}: the functions then reach DynamoDB through
   * a proxy, which takes some 60 microseconds of CPU a call, and there is a control endpoint.
   *
   * @param seed of the faults' random choices
   */
  public EmulatorBuilder faults(long seed) {
    faultSeed = seed;
    return this;
  }

  /** The time in events and of the gateway's timers, so that a test can move it. */
  public EmulatorBuilder clock(InstantSource value) {
    clock = requireNonNull(value, "clock is null");
    return this;
  }

  /** Hears what the functions write and how each invocation ends; any number may be added. */
  public EmulatorBuilder listener(FunctionListener value) {
    listeners.add(requireNonNull(value, "listener is null"));
    return this;
  }

  /**
   * Starts everything and waits until it answers.
   *
   * @throws EmulatorException if it cannot start; then nothing of it runs any more
   * @throws InterruptedException if this thread is interrupted meanwhile; nothing runs then either
   */
  public Emulator start() throws InterruptedException {
    return new Startup(spec()).run();
  }

  private StackSpec spec() {
    StackSettings settings =
        new StackSettings(
            StackSettings.defaults().stackName(),
            StackSettings.defaults().region(),
            parameters,
            Optional.ofNullable(webSocketApi),
            functionEnvironment.keySet());
    return new StackSpec(
        requireNonNull(template, "template is missing"),
        settings,
        port,
        Optional.ofNullable(environments),
        Map.copyOf(environmentsByFunction),
        Optional.ofNullable(concurrency),
        Optional.ofNullable(dynamoDbEndpoint),
        Map.copyOf(functionEnvironment),
        Map.copyOf(runtimes),
        List.copyOf(javaOptions),
        Optional.ofNullable(gatewaySettings),
        Optional.ofNullable(faultSeed),
        new Listeners(List.copyOf(listeners)),
        clock);
  }

  private static int requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d and must be at least 1.".formatted(name, value));
    }
    return value;
  }
}
