// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.util.concurrent.CompletableFuture;

/**
 * A function that can be invoked: the interface between the gateway and Lambda.
 *
 * <p>Thread-safe. Any number of invocations may be in flight at once.
 */
@FunctionalInterface
public interface LambdaFunction {
  /**
   * Invokes the function synchronously in Lambda's sense (RequestResponse): the future completes
   * when the caller would get its answer.
   *
   * @param event the event as UTF-8 JSON; neither side modifies it
   * @return completes with the outcome, never exceptionally; the code may run on after {@link
   *     InvocationResult.TimedOut}
   */
  CompletableFuture<InvocationResult> invoke(byte[] event);
}
