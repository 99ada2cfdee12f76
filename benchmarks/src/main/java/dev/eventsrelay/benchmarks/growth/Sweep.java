// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.metered.Cost;
import dev.eventsrelay.benchmarks.metered.LocalTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets one thing grow and measures at each size, each sweep in a table of its own.
 *
 * @param context of the run
 */
record Sweep(Context context) {
  /** Rows that the trials of one point may prepare: large points are tried less often. */
  private static final int ROWS_PER_POINT = 60_000;

  private static final int LEAST_TRIALS = 3;

  Sweep {
    requireNonNull(context, "context is null");
  }

  /** A trial with something of that size. */
  @FunctionalInterface
  interface Trial {
    Map<Operation, Cost> run(Probe probe, int size) throws InterruptedException;
  }

  /** Measures with something of each of those sizes. */
  Curve over(String grows, List<Integer> sizes, Trial trial)
      throws IOException, InterruptedException {
    context.progress("growing number of " + grows);
    try (LocalTable table = LocalTable.start(context.root());
        Probe probe = new Probe(table)) {
      warmUp(probe);
      List<Point> points = new ArrayList<>();
      for (int size : sizes) {
        int affordable = ROWS_PER_POINT / (2 * size);
        Samples samples = new Samples();
        for (int i = 0; i < Math.clamp(affordable, LEAST_TRIALS, trials()); i++) {
          samples.add(trial.run(probe, size));
        }
        points.add(samples.at(size));
      }
      return new Curve(grows, points);
    }
  }

  /**
   * Measures beside ever more rows that have nothing to do with it, in turn with the same in a
   * table that stays empty: what else goes on on the machine meets both.
   */
  TableSize overTableSize() throws IOException, InterruptedException {
    List<Rung> ladder = Rung.ladder(context.size());
    try (LocalTable growing = LocalTable.start(context.root());
        LocalTable empty = LocalTable.start(context.root());
        Probe inGrowing = new Probe(growing);
        Probe inEmpty = new Probe(empty);
        Climb climb = new Climb(growing)) {
      warmUp(inGrowing);
      warmUp(inEmpty);
      List<Point> points = new ArrayList<>();
      List<Point> controls = new ArrayList<>();
      for (Rung rung : ladder) {
        context.progress("a table of %,d rows".formatted(rung.rows()));
        climb.to(rung);
        Samples here = new Samples();
        Samples there = new Samples();
        for (int i = 0; i < pairs(); i++) {
          here.add(inGrowing.run(1, 1));
          there.add(inEmpty.run(1, 1));
        }
        points.add(here.at(rung.rows()));
        controls.add(there.at(rung.rows()));
      }
      return new TableSize(
          ladder,
          new Curve("rows of the table", points),
          new Curve("rows of another table", controls),
          climb.rowsPerSecond());
    }
  }

  /** More than of what has no other to be compared with: a pair takes only milliseconds. */
  private int pairs() {
    return context.size().choose(LEAST_TRIALS, 100, 100);
  }

  private int trials() {
    return context.size().choose(LEAST_TRIALS, 25, 25);
  }

  /** Otherwise the first point would pay for compiling. */
  private void warmUp(Probe probe) throws InterruptedException {
    for (int i = 0; i < context.size().choose(2, 200, 200); i++) {
      Map<Operation, Cost> _ = probe.run(2, 2);
    }
  }
}
