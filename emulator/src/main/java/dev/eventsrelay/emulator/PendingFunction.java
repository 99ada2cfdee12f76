// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.util.concurrent.CompletableFuture;

/**
 * Stands in for a function until it exists. The gateway starts before the functions, because they
 * are told its address. An invocation that comes too early waits. Thread-safe.
 */
final class PendingFunction implements LambdaFunction {
  private final CompletableFuture<LambdaFunction> function = new CompletableFuture<>();

  void is(LambdaFunction value) {
    function.complete(value);
  }

  @Override
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    return function.thenCompose(present -> present.invoke(event));
  }
}
