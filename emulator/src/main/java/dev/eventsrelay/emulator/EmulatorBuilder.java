// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.template.Deployment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds an {@link EmulatorSpec}. Only the template has no default. Not thread-safe. */
public final class EmulatorBuilder {
  private @Nullable Path template;
  private Optional<String> webSocketApi = Optional.empty();
  private int port;
  private Optional<Integer> environments = Optional.empty();
  private Optional<Integer> concurrency = Optional.empty();
  private Optional<URI> dynamoDbEndpoint = Optional.empty();
  private Optional<URI> sqsEndpoint = Optional.empty();
  private Optional<Long> faultSeed = Optional.empty();
  private boolean console;
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, Integer> environmentsByFunction = new HashMap<>();
  private final Map<String, String> functionEnvironment = new HashMap<>();
  private final Map<String, RuntimeCommand> runtimes = new HashMap<>();
  private final List<FunctionListener> listeners = new ArrayList<>();
  private final List<String> javaOptions = new ArrayList<>();

  EmulatorBuilder() {}

  /** The SAM template, YAML or JSON. */
  public EmulatorBuilder template(Path value) {
    template = value;
    return this;
  }

  /** A value for a parameter of the template; without one, the template's default applies. */
  public EmulatorBuilder parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Which WebSocket API to run, by logical id, if the template has more than one. */
  public EmulatorBuilder webSocketApi(String logicalId) {
    webSocketApi = Optional.of(logicalId);
    return this;
  }

  /** The gateway's port; 0, the default, takes a free one. */
  public EmulatorBuilder port(int value) {
    port = value;
    return this;
  }

  /** Execution environments of every function, at least 1, instead of the template's number. */
  public EmulatorBuilder environments(int value) {
    environments = Optional.of(value);
    return this;
  }

  /** Execution environments of one function; takes precedence over {@link #environments(int)}. */
  public EmulatorBuilder environments(String logicalId, int value) {
    environmentsByFunction.put(logicalId, value);
    return this;
  }

  /**
   * Maximum concurrent invocations of one environment, at least 1, instead of the template's
   * number.
   */
  public EmulatorBuilder concurrency(int value) {
    concurrency = Optional.of(value);
    return this;
  }

  /** A DynamoDB to use, tables included, instead of starting DynamoDB Local. */
  public EmulatorBuilder dynamoDbEndpoint(URI value) {
    dynamoDbEndpoint = Optional.of(value);
    return this;
  }

  /**
   * An SQS to use instead of starting ElasticMQ. The template's queues are created there, unless
   * they exist.
   */
  public EmulatorBuilder sqsEndpoint(URI value) {
    sqsEndpoint = Optional.of(value);
    return this;
  }

  /**
   * An environment variable of every function; takes precedence over the template's and the
   * emulator's.
   */
  public EmulatorBuilder functionEnvironment(String name, String value) {
    functionEnvironment.put(name, value);
    return this;
  }

  /**
   * How to run a runtime other than Java, which needs no command.
   *
   * @param runtime as in the template, such as {@code nodejs22.x}
   */
  public EmulatorBuilder runtime(String runtime, RuntimeCommand command) {
    runtimes.put(runtime, command);
    return this;
  }

  /**
   * An option for the JVM of every Java environment. Of two conflicting options, the last one takes
   * effect.
   */
  public EmulatorBuilder javaOption(String value) {
    javaOptions.add(value);
    return this;
  }

  /**
   * Enables faults, see {@link Emulator#faults()}. The functions then reach DynamoDB through a
   * proxy, which takes about 60 microseconds of CPU for each call, and a control endpoint is open.
   *
   * @param seed of the faults' random choices
   */
  public EmulatorBuilder faults(long seed) {
    faultSeed = Optional.of(seed);
    return this;
  }

  /**
   * Serves a page that shows the system at work, see {@link Emulator#consoleUrl()}. Enables {@link
   * #faults faults} as well, with the seed 1 unless another one is given.
   */
  public EmulatorBuilder console() {
    console = true;
    return this;
  }

  /**
   * Receives the functions' output and the end of each invocation. Any number of listeners may be
   * added.
   */
  public EmulatorBuilder listener(FunctionListener value) {
    listeners.add(value);
    return this;
  }

  /**
   * Builds the specification. Later calls of this builder do not change it.
   *
   * @throws IllegalArgumentException with a sentence that names the wrong choice
   */
  public EmulatorSpec build() {
    return new EmulatorSpec(
        requireNonNull(template, "template is missing"),
        new Deployment(parameters, webSocketApi, functionEnvironment),
        port,
        environments,
        environmentsByFunction,
        concurrency,
        dynamoDbEndpoint,
        sqsEndpoint,
        runtimes,
        javaOptions,
        faultSeed,
        console,
        new Listeners(listeners));
  }

  /**
   * Builds the specification and starts it.
   *
   * @throws IllegalArgumentException as {@link #build} does
   * @throws EmulatorException as {@link Emulator#start} does
   * @throws InterruptedException as {@link Emulator#start} does
   */
  public Emulator start() throws InterruptedException {
    return Emulator.start(build());
  }
}
