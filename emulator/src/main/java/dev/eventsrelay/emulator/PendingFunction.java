// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.util.concurrent.CompletableFuture;

/**
 * A function that the gateway can be given before it exists, because the function in turn is told
 * the gateway's address. An invocation that comes too early waits. Thread-safe.
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
