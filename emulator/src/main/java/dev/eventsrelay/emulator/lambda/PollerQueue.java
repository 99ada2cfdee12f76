// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matches the pollers of one environment with its accepted invocations; at most one of the two
 * waits. Confined to the pool's event loop.
 *
 * <p>A poller that has just answered comes back within microseconds, so an invocation may wait for
 * an expected one. A poller that stays away is given up: the Java client never replaces one that
 * died.
 */
final class PollerQueue {
  private final int concurrency;
  private final ArrayDeque<RuntimePoll> pollers = new ArrayDeque<>();
  private final ArrayDeque<Invocation> accepted = new ArrayDeque<>();
  private int expected;

  PollerQueue(int concurrency) {
    this.concurrency = concurrency;
  }

  /** Invocations that wait for a poller. */
  int accepted() {
    return accepted.size();
  }

  /** Pollers that wait for an invocation. */
  int waiting() {
    return pollers.size();
  }

  /** Whether a poller waits, or one is expected that no invocation waits for. */
  boolean hasPoller() {
    return pollers.size() + expected > accepted.size();
  }

  /** Takes a poller for the invocation; without one, the invocation waits. */
  Optional<RuntimePoll> pollerFor(Invocation invocation) {
    RuntimePoll poll = pollers.pollFirst();
    if (poll == null) {
      accepted.addLast(invocation);
    }
    return Optional.ofNullable(poll);
  }

  /** Takes an invocation for the poller; without one, the poller waits. */
  Optional<Invocation> invocationFor(RuntimePoll poll) {
    expected = Math.max(0, expected - 1);
    Invocation invocation = accepted.pollFirst();
    if (invocation == null) {
      pollers.addLast(poll);
    }
    return Optional.ofNullable(invocation);
  }

  /** All pollers are about to connect. */
  void expectAll() {
    expected = concurrency;
  }

  /** A poller has answered and will come back. */
  void expectOne() {
    expected = Math.min(concurrency, expected + 1);
  }

  /**
   * The invocation has waited too long, so pollers that no other invocation waits for are no longer
   * expected.
   */
  void giveUp(Invocation invocation) {
    accepted.remove(invocation);
    expected = accepted.size();
  }

  void lost(RuntimePoll poll) {
    pollers.remove(poll);
  }

  /** Forgets all pollers, and returns the invocations that still wait. */
  List<Invocation> clear() {
    List<Invocation> homeless = new ArrayList<>(accepted);
    accepted.clear();
    pollers.clear();
    expected = 0;
    return homeless;
  }
}
