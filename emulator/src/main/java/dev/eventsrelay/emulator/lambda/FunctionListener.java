// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * Hears what happens in a {@link FunctionPool}. Called on threads of the pool, several at once for
 * different methods: must be thread-safe, must not block, must not throw.
 */
public interface FunctionListener {
  /** Hears nothing. */
  FunctionListener NONE = new FunctionListener() {};

  /**
   * The function wrote a line, which may be empty.
   *
   * @param functionName whose
   * @param pid of the environment
   * @param line without its line end
   */
  default void output(String functionName, long pid, String line) {}

  /** A caller got its result from an environment, or learnt that it will get none. */
  default void completed(CompletedInvocation invocation) {}

  /**
   * An invocation was refused, because no environment could take it.
   *
   * @param functionName whose
   * @param event what was sent; not to be modified
   */
  default void throttled(String functionName, byte[] event) {}

  /**
   * The platform has something to say: an environment ended, an answer came late.
   *
   * @param functionName whose
   * @param pid of the environment
   * @param sentence for people
   */
  default void notice(String functionName, long pid, String sentence) {}
}
