// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * Receives what happens in a {@link FunctionPool}. The pool calls methods on several threads, so
 * implementations must be thread-safe and must neither block nor throw.
 */
public interface FunctionListener {
  /** Ignores everything. */
  FunctionListener NONE = new FunctionListener() {};

  /**
   * The function wrote a line, which may be empty.
   *
   * @param functionName the function
   * @param pid of the environment
   * @param line without its line end
   */
  default void output(String functionName, long pid, String line) {}

  /** An environment got an event to work on. */
  default void started(StartedInvocation invocation) {}

  /** A caller got its result from an environment, or learned that there will be none. */
  default void completed(CompletedInvocation invocation) {}

  /**
   * An invocation was refused.
   *
   * @param functionName the function
   * @param event what was sent; not to be modified
   * @param reason a sentence for people
   */
  default void throttled(String functionName, byte[] event, String reason) {}

  /**
   * A notice from the platform: an environment ended, or an answer came late.
   *
   * @param functionName the function
   * @param pid of the environment
   * @param sentence for people
   */
  default void notice(String functionName, long pid, String sentence) {}
}
