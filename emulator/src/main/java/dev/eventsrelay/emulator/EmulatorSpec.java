// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.gateway.AccessLog;
import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.network.NetworkOptions;
import dev.eventsrelay.emulator.template.Capacity;
import dev.eventsrelay.emulator.template.Deployment;
import dev.eventsrelay.emulator.template.FunctionDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template and all choices for one run of it. Immutable. {@link EmulatorBuilder} builds it and
 * documents each choice.
 */
public record EmulatorSpec(
    Path template,
    Deployment deployment,
    int port,
    Optional<Integer> environments,
    Map<String, Integer> environmentsByFunction,
    Optional<Integer> concurrency,
    int maxEnvironments,
    Optional<URI> dynamoDbEndpoint,
    Optional<URI> sqsEndpoint,
    Map<String, RuntimeCommand> runtimes,
    List<String> javaOptions,
    Optional<Long> faultSeed,
    Optional<String> consoleTitle,
    boolean portableRuntimeClient,
    boolean watch,
    NetworkOptions network,
    FunctionListener listener,
    AccessLog accessLog) {
  /** Environments of one standard function that a developer's machine bears. */
  static final int MAX_ENVIRONMENTS = 10;

  /** Lambda's default quota for all functions of an account in a region. */
  private static final int ACCOUNT_CONCURRENCY = 1000;

  private static final int MAX_PORT = 65_535;

  /**
   * Checks each choice.
   *
   * @throws IllegalArgumentException with a sentence that names the wrong choice
   */
  public EmulatorSpec {
    requireNonNull(template, "template is null");
    requireNonNull(deployment, "deployment is null");
    environmentsByFunction = Map.copyOf(environmentsByFunction);
    runtimes = Map.copyOf(runtimes);
    javaOptions = List.copyOf(javaOptions);
    requireNonNull(faultSeed, "faultSeed is null");
    requireNonNull(consoleTitle, "consoleTitle is null");
    requireNonNull(network, "network is null");
    requireNonNull(listener, "listener is null");
    requireNonNull(accessLog, "accessLog is null");
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "port is %d and must be 0, for a free one, to %d.".formatted(port, MAX_PORT));
    }
    environments.ifPresent(value -> requirePositive("environments", value));
    environmentsByFunction.values().forEach(value -> requirePositive("environments", value));
    concurrency.ifPresent(value -> requirePositive("concurrency", value));
    requirePositive("maxEnvironments", maxEnvironments);
    dynamoDbEndpoint.ifPresent(
        endpoint -> requireHttp("DynamoDB", endpoint, "http://127.0.0.1:8000"));
    sqsEndpoint.ifPresent(endpoint -> requireHttp("SQS", endpoint, "http://127.0.0.1:9324"));
  }

  /** The template's capacity, with this run's choices applied. */
  Compute compute(FunctionDefinition function) {
    return switch (function.capacity()) {
      case Capacity.Managed(int declared, int declaredConcurrency) ->
          new Compute.Managed(
              environments(function, declared), concurrency.orElse(declaredConcurrency));
      case Capacity.Standard standard -> standard(function, standard);
    };
  }

  private Compute standard(FunctionDefinition function, Capacity.Standard declared) {
    // One runs from the start, so that code that cannot start is found out then.
    int atStart = environments(function, declared.provisioned().orElse(1));
    return new Compute.Standard(
        atStart,
        Math.max(atStart, maxEnvironments),
        declared.reserved().orElse(ACCOUNT_CONCURRENCY),
        initialization(declared),
        declared.version(),
        declared.logFormat());
  }

  private static Compute.Initialization initialization(Capacity.Standard declared) {
    if (declared.provisioned().isPresent()) {
      return Compute.Initialization.PROVISIONED;
    }
    return declared.snapStart()
        ? Compute.Initialization.SNAP_START
        : Compute.Initialization.ON_DEMAND;
  }

  private int environments(FunctionDefinition function, int declared) {
    return environmentsByFunction.getOrDefault(function.logicalId(), environments.orElse(declared));
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d and must be at least 1.".formatted(name, value));
    }
  }

  private static void requireHttp(String service, URI endpoint, String example) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "The %s endpoint %s must be a URL such as %s.".formatted(service, endpoint, example));
    }
  }
}
