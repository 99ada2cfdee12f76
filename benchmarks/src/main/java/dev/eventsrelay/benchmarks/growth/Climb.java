// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.LocalTable;
import dev.eventsrelay.benchmarks.metered.Stores;
import java.time.Instant;

/** A table on its way up the ladder, with what it took to fill. Not thread-safe. */
final class Climb implements AutoCloseable {
  private final Filler filler;
  private Rung reached = Rung.of(0);
  private double seconds;

  Climb(LocalTable table) {
    this.filler = new Filler(requireNonNull(table, "table is null"));
  }

  /** Fills the table until it has what that rung has. */
  void to(Rung rung) throws InterruptedException {
    long began = System.nanoTime();
    filler.fill(
        reached.connections(),
        rung.connections(),
        (store, number) -> {
          store.connect(Probe.ids(number).connection(), Instant.now(), Stores.deadline());
          store.subscribe(
              Probe.ids(number).connection(), Probe.ids(number).guid(), Stores.deadline());
        });
    filler.fill(
        reached.moreSubscriptions(),
        rung.moreSubscriptions(),
        (store, number) ->
            store.subscribe(
                Probe.ids(number % rung.connections()).connection(),
                Probe.ids(-1 - number).guid(),
                Stores.deadline()));
    seconds += (System.nanoTime() - began) / 1e9;
    reached = rung;
  }

  /** Rows that were stored in a second, on average. */
  double rowsPerSecond() {
    return reached.rows() / seconds;
  }

  @Override
  public void close() {
    filler.close();
  }
}
