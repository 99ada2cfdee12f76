// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;

/**
 * A message that a connection has taken.
 *
 * @param at when, in {@link System#nanoTime}
 */
record Sending(Wire wire, long at) {
  /** Longer than a message is on its way on one machine, however busy. */
  private static final long ON_THE_WAY = TimeUnit.SECONDS.toNanos(2);

  Sending {
    requireNonNull(wire, "wire is null");
  }

  /** Whether its connection ended so soon that the other side may not have got it. */
  boolean mayNotHaveArrived() {
    return wire.end().isDone() && wire.end().join() - at < ON_THE_WAY;
  }
}
