// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import dev.eventsrelay.benchmarks.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A size that the table grows to.
 *
 * @param connections open ones, each with at least one subscription
 * @param rows of the table: one for each connection, and two for each subscription
 */
record Rung(long connections, long rows) {
  /** The smallest table of so many connections. */
  static Rung of(long connections) {
    return new Rung(connections, 3 * connections);
  }

  /** From an empty table upwards. */
  static List<Rung> ladder(Size size) {
    List<Rung> rungs = new ArrayList<>(List.of(of(0)));
    List<Long> connections =
        size.choose(
            List.of(100L, 1_000L),
            List.of(1_000L, 10_000L, 100_000L),
            List.of(1_000L, 10_000L, 100_000L));
    connections.forEach(count -> rungs.add(of(count)));
    if (size == Size.FULL) {
      rungs.add(new Rung(100_000, 1_000_000));
    }
    return rungs;
  }

  /** Two rows each: what is left when the connections have theirs. */
  long subscriptions() {
    return (rows - connections) / 2;
  }

  /** Subscriptions beyond the first of each connection. */
  long moreSubscriptions() {
    return subscriptions() - connections;
  }
}
