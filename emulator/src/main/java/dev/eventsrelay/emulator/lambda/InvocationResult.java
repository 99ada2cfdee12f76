// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.time.Duration;

/** How an invocation ended for its caller. */
public sealed interface InvocationResult {
  /**
   * The handler returned.
   *
   * @param payload what it returned, as UTF-8 JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  record Response(byte[] payload) implements InvocationResult {}

  /**
   * The handler threw, could not be started, or lost its environment.
   *
   * @param errorType Lambda's error type, such as {@code Runtime.ExitError}
   * @param message for people
   */
  record FunctionError(String errorType, String message) implements InvocationResult {}

  /**
   * The function's timeout passed. The code that serves the invocation keeps running and keeps its
   * slot until it answers.
   *
   * @param after the function's timeout
   */
  record TimedOut(Duration after) implements InvocationResult {}

  /** All slots of all running environments were busy; nothing was started. */
  record Throttled() implements InvocationResult {}
}
