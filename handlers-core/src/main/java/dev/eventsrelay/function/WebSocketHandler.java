// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

/**
 * What a function does with an event of its WebSocket API.
 *
 * <p>One handler serves many concurrent invocations: it must be thread-safe.
 */
@FunctionalInterface
public interface WebSocketHandler {
  /**
   * Handles one event, by the invocation's deadline. What it throws becomes a log line and the
   * answer that {@link Unanswered#FAILED} gets.
   *
   * @param event of {@link InvocationContext#connection()}
   * @param invocation everything that belongs to this invocation; it may be handed to other threads
   */
  Response handle(WebSocketEvent event, InvocationContext invocation);
}
