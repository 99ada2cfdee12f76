// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What went wrong during a run. Thread-safe. */
final class Failures {
  private final LongAdder count = new LongAdder();
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  void add(Throwable failure) {
    count.increment();
    first.compareAndSet(null, failure);
  }

  /** Ends the run if there was one. */
  void requireNone() {
    Throwable failure = first.get();
    if (failure != null) {
      throw new BenchmarkException(
          "%d requests failed; the first: %s".formatted(count.sum(), failure.getMessage()),
          failure);
    }
  }
}
