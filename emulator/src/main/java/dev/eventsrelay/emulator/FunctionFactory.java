// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.lambda.FunctionSpec;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import dev.eventsrelay.emulator.network.FunctionNetwork;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.template.Deployment;
import dev.eventsrelay.emulator.template.ExecuteApi;
import dev.eventsrelay.emulator.template.FunctionDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the pool of a function from the template's definition and this machine's addresses.
 *
 * @param packages an existing folder for the functions' packages in this run
 */
record FunctionFactory(
    EmulatorSpec spec,
    FunctionListener listener,
    ChildProcesses processes,
    Path packages,
    RuntimeCommand javaRuntime,
    ExecuteApi api,
    Gateway gateway,
    FunctionNetwork network,
    URI dynamoDbEndpoint,
    Optional<URI> sqsEndpoint,
    SlotLimit slots) {

  /** By which functions are told for how long they may rehearse before their first event. */
  static final String REHEARSAL = "REHEARSAL_SECONDS";

  FunctionPool pool(FunctionDefinition function) throws IOException {
    return new FunctionPool(version(function), runtime(function), processes, listener);
  }

  /** The function with its code as it is now. */
  FunctionSpec version(FunctionDefinition function) throws IOException {
    return new FunctionSpec(
        function.arn(),
        deployed(function),
        function.layers(),
        function.handler(),
        function.runtime(),
        environment(function),
        function.timeout(),
        function.memoryMegabytes(),
        slots.apply(spec.compute(function)));
  }

  /**
   * A copy of a packaged JAR. A JVM reads classes from its JAR as it needs them, so a build that
   * replaces the file would break running environments. Other code runs in place.
   */
  private Path deployed(FunctionDefinition function) throws IOException {
    return Files.isRegularFile(function.code())
        ? Files.copy(
            function.code(),
            Files.createTempDirectory(packages, "version").resolve(function.logicalId() + ".jar"))
        : function.code();
  }

  private Map<String, String> environment(FunctionDefinition function) {
    Map<String, String> environment = new HashMap<>();
    function.environment().forEach((name, value) -> environment.put(name, localized(value)));
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbEndpoint.toString());
    sqsEndpoint.ifPresent(endpoint -> environment.put("AWS_ENDPOINT_URL_SQS", endpoint.toString()));
    environment.put("AWS_REGION", Deployment.REGION);
    environment.put("AWS_ACCESS_KEY_ID", DynamoDbApi.CREDENTIAL);
    environment.put("AWS_SECRET_ACCESS_KEY", DynamoDbApi.CREDENTIAL);
    // Here everybody waits for the start, and many environments share a machine.
    environment.put(REHEARSAL, "0");
    environment.putAll(spec.deployment().environment(function.logicalId()));
    return network.complete(environment);
  }

  /** With the local addresses of the API and of queues. */
  private String localized(String value) {
    String local = api.localize(value, gateway.authority());
    return sqsEndpoint
        .map(endpoint -> local.replace(Deployment.SQS_URL, withoutSlash(endpoint)))
        .orElse(local);
  }

  private static String withoutSlash(URI endpoint) {
    String url = endpoint.toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private RuntimeCommand runtime(FunctionDefinition function) {
    RuntimeCommand other = spec.runtimes().get(function.runtime());
    if (other != null) {
      return other;
    }
    if (function.runtime().startsWith("java")) {
      return javaRuntime;
    }
    throw new EmulatorException(
        "The emulator has no command for %s, the runtime of %s: give one with --runtime %s=COMMAND."
            .formatted(function.runtime(), function.logicalId(), function.runtime()),
        null);
  }
}
