// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * A snapshot of an execution environment.
 *
 * @param pid its process id; 0 while the process is being started
 * @param state whether it takes invocations
 * @param inFlight invocations that its code has not answered yet, including those that timed out
 * @param waitingPollers connections that wait for an invocation. Together with {@code inFlight}
 *     they show how much this environment can still do concurrently: the Java client does not
 *     replace a poller that died.
 */
public record EnvironmentStatus(long pid, State state, int inFlight, int waitingPollers) {
  /** Whether an environment takes invocations. */
  public enum State {
    /** Its process has not asked for work yet. */
    STARTING,
    /** It has asked for work at least once. */
    READY
  }
}
