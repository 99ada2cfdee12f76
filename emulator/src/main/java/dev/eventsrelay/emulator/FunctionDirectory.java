// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import dev.eventsrelay.emulator.network.InvocableFunctions;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.TemplateException;
import dev.eventsrelay.emulator.template.UnroutedFunction;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All functions of a template by name. One without a route starts when it is first invoked, and the
 * invocations wait for it. If it cannot start, they fail with the reason, and the next one tries
 * again. Thread-safe.
 */
final class FunctionDirectory implements InvocableFunctions {
  private final Map<String, LambdaFunction> routed = new HashMap<>();
  private final Map<String, UnroutedFunction> unrouted = new HashMap<>();
  private final Map<String, PendingFunction> startedOnDemand = new ConcurrentHashMap<>();
  private final CompletableFuture<FunctionFactory> factory = new CompletableFuture<>();
  private final OpenResources resources;
  private final Consumer<String> log;

  FunctionDirectory(
      Application application,
      Function<String, LambdaFunction> byLogicalId,
      OpenResources resources,
      Consumer<String> log) {
    application
        .functions()
        .forEach((id, function) -> routed.put(function.name(), byLogicalId.apply(id)));
    application.unrouted().forEach(function -> unrouted.put(function.name(), function));
    this.resources = resources;
    this.log = log;
  }

  /** Allows functions to start. */
  void startWith(FunctionFactory value) {
    factory.complete(value);
  }

  @Override
  public Optional<LambdaFunction> find(String name) {
    LambdaFunction known = routed.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    return Optional.ofNullable(unrouted.get(name))
        .map(function -> startedOnDemand.computeIfAbsent(name, _ -> begin(function)));
  }

  private PendingFunction begin(UnroutedFunction function) {
    PendingFunction pending = new PendingFunction();
    var _ =
        factory
            .thenComposeAsync(made -> start(made, function), Thread::startVirtualThread)
            .whenComplete(
                (pool, failure) ->
                    pending.is(failure == null ? pool : failing(function.name(), failure)));
    return pending;
  }

  private CompletableFuture<FunctionPool> start(FunctionFactory made, UnroutedFunction function) {
    try {
      log.accept("%s has no route and starts because it is invoked.".formatted(function.name()));
      var definition = function.definition().get();
      PackagedHandler.require(definition);
      FunctionPool pool = resources.add(made.pool(definition));
      return pool.start().thenApply(_ -> pool);
    } catch (IOException | TemplateException | EmulatorException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new EmulatorException(String.valueOf(e.getMessage()), e));
    }
  }

  private LambdaFunction failing(String name, Throwable failure) {
    startedOnDemand.remove(name);
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String why = String.valueOf(cause.getMessage());
    log.accept(why);
    return _ ->
        CompletableFuture.completedFuture(
            new InvocationResult.FunctionError("Runtime.InitError", why));
  }
}
