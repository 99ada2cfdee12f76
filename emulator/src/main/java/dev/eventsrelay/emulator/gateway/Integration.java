// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls functions and services, each with a timeout. Thread-safe. */
final class Integration {
  private final Duration timeout;

  /**
   * @param timeout the longest for any of them
   */
  Integration(Duration timeout) {
    this.timeout = timeout;
  }

  /** Completes with the outcome, never exceptionally, on any thread. */
  CompletableFuture<IntegrationResult> call(Route route, byte[] event) {
    return outcome(route, event)
        // On a future of its own, not on the function's: its code runs on.
        .completeOnTimeout(
            new IntegrationResult.TimedOut(),
            Math.min(timeout.toMillis(), route.timeout().toMillis()),
            TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<IntegrationResult> outcome(Route route, byte[] event) {
    return switch (route.target()) {
      case RouteTarget.Proxy(LambdaFunction function) ->
          ask(function, event).handle(Integration::result);
      case RouteTarget.Service service -> ServiceCalls.call(service, route.routeResponse(), event);
    };
  }

  /** As {@link #call}, for a function whose payload is no proxy response. */
  CompletableFuture<InvocationResult> invoke(LambdaFunction function, byte[] event) {
    return ask(function, event)
        .exceptionally(
            failure -> new InvocationResult.FunctionError("Unhandled", failure.toString()))
        .completeOnTimeout(
            new InvocationResult.TimedOut(timeout), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<InvocationResult> ask(LambdaFunction function, byte[] event) {
    try {
      return function.invoke(event);
    } catch (RuntimeException brokenFunction) {
      return CompletableFuture.failedFuture(brokenFunction);
    }
  }

  private static IntegrationResult result(
      @Nullable InvocationResult result, @Nullable Throwable failure) {
    if (result == null) {
      return new IntegrationResult.Failed(String.valueOf(failure));
    }
    return switch (result) {
      case InvocationResult.Response(byte[] payload) -> proxied(payload);
      case InvocationResult.FunctionError(String type, String message) ->
          new IntegrationResult.Failed(type + ": " + message);
      // To its caller, the function's own timeout is a function error, unlike the gateway's.
      case InvocationResult.TimedOut(Duration after) ->
          new IntegrationResult.Failed("Task timed out after %d s".formatted(after.toSeconds()));
      case InvocationResult.Throttled() -> new IntegrationResult.Rejected();
    };
  }

  private static IntegrationResult proxied(byte[] payload) {
    try {
      return new IntegrationResult.Answered(ProxyResponse.parse(payload));
    } catch (IllegalArgumentException malformed) {
      return new IntegrationResult.Failed(
          "Malformed Lambda proxy response: " + malformed.getMessage());
    }
  }
}
