// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * An execution environment at one moment.
 *
 * @param pid its process; 0 while the process is being started
 * @param state whether it takes invocations
 * @param inFlight invocations that its code has not answered yet, those that timed out included
 * @param waitingPollers connections that wait for an invocation: with {@code inFlight}, what this
 *     environment can still do at once. A poller that died is not replaced by the Java client.
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
