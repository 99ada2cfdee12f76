// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.gateway.AccessLog;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.network.NetworkOptions;
import dev.eventsrelay.emulator.network.OwnCertificate;
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
  private int maxEnvironments = EmulatorSpec.MAX_ENVIRONMENTS;
  private Optional<URI> dynamoDbEndpoint = Optional.empty();
  private Optional<URI> sqsEndpoint = Optional.empty();
  private Optional<Long> faultSeed = Optional.empty();
  private Optional<String> consoleTitle = Optional.empty();
  private boolean portableRuntimeClient;
  private boolean watch;
  private AccessLog accessLog = AccessLog.NONE;
  private boolean allowNetwork;
  private Optional<OwnCertificate> certificate = Optional.empty();
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, Integer> environmentsByFunction = new HashMap<>();
  private final Map<String, String> functionEnvironment = new HashMap<>();
  private final Map<String, Map<String, String>> environmentByFunction = new HashMap<>();
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

  /**
   * Execution environments of every function that run from the start, at least 1, instead of the
   * template's number. A standard function gets more on demand.
   */
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
   * The most execution environments of one standard function, at least 1; 10 by default. Lambda
   * would make more; here, further invocations wait for up to 30 s.
   */
  public EmulatorBuilder maxEnvironments(int value) {
    maxEnvironments = value;
    return this;
  }

  /**
   * Maximum concurrent invocations of one environment on managed instances, at least 1, instead of
   * the template's number. An environment of a standard function takes one.
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
   * An environment variable of one function, such as what its template takes from a parameter
   * store, a secret or another stack. The template's value is not evaluated.
   */
  public EmulatorBuilder functionEnvironment(String logicalId, String name, String value) {
    environmentByFunction.computeIfAbsent(logicalId, _ -> new HashMap<>()).put(name, value);
    return this;
  }

  /**
   * For how long functions that rehearse before their first event may do so, in their variable
   * {@code REHEARSAL_SECONDS}. The default is 0.
   */
  public EmulatorBuilder rehearsalSeconds(int value) {
    return functionEnvironment(FunctionFactory.REHEARSAL, Integer.toString(value));
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
   * Uses the portable transport of the Java runtime interface client even where the client has
   * native code.
   */
  public EmulatorBuilder portableRuntimeClient() {
    portableRuntimeClient = true;
    return this;
  }

  /**
   * Replaces a function's environments when its code changes, as a deployment would: new ones
   * first, then the old ones end when they have answered.
   */
  public EmulatorBuilder watch() {
    watch = true;
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

  /** Hears of every call of a route, as the stage's access log has it. */
  public EmulatorBuilder accessLog(AccessLog value) {
    accessLog = value;
    return this;
  }

  /**
   * Lets functions reach AWS. Otherwise they reach the API, Lambda's Invoke, DynamoDB and what the
   * template gives an endpoint for, and every other host of AWS is refused.
   */
  public EmulatorBuilder allowNetwork() {
    allowNetwork = true;
    return this;
  }

  /**
   * A certificate of yours for clients that connect by one of its names. Others are shown a
   * certificate of this run, see {@link Emulator#certificateFile}.
   *
   * @param chain the certificate and those that signed it, in PEM
   * @param key its unencrypted key, in PEM
   * @throws IllegalArgumentException with a sentence that says what is wrong with them
   */
  public EmulatorBuilder tlsCertificate(Path chain, Path key) {
    certificate = Optional.of(OwnCertificate.read(chain, key));
    return this;
  }

  /**
   * Serves a page that shows the system at work, see {@link Emulator#consoleUrl()}. Enables {@link
   * #faults faults} as well, with the seed 1 unless another one is given.
   */
  public EmulatorBuilder console() {
    return console("");
  }

  /**
   * The same for a run that has a name, such as that of a test.
   *
   * @param title what the page shows as the run's name; empty for none
   */
  public EmulatorBuilder console(String title) {
    consoleTitle = Optional.of(title);
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
        new Deployment(parameters, webSocketApi, functionEnvironment, environmentByFunction),
        port,
        environments,
        environmentsByFunction,
        concurrency,
        maxEnvironments,
        dynamoDbEndpoint,
        sqsEndpoint,
        runtimes,
        javaOptions,
        faultSeed,
        consoleTitle,
        portableRuntimeClient,
        watch,
        new NetworkOptions(allowNetwork, certificate),
        new Listeners(listeners),
        accessLog);
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
