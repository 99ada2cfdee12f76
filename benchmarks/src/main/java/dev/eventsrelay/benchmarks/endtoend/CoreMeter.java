// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.process.ProcessUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How many cores some processes kept busy since it was made. */
final class CoreMeter {
  private final Collection<Long> pids;
  private final Duration before;
  private final long start = System.nanoTime();

  CoreMeter(Collection<Long> pids) {
    this.pids = List.copyOf(pids);
    this.before = cpu();
  }

  private Duration cpu() {
    return pids.stream().map(ProcessUsage::cpuOf).reduce(Duration.ZERO, Duration::plus);
  }

  double cores() {
    return (double) cpu().minus(before).toNanos() / (System.nanoTime() - start);
  }
}
