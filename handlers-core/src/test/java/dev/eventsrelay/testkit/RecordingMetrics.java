// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the numbers that were told. Thread-safe. */
public final class RecordingMetrics implements Metrics {
  private final Map<Counter, Long> counts = new ConcurrentHashMap<>();
  private final Map<Timer, List<Duration>> times = new ConcurrentHashMap<>();
  private final Map<Failure, Long> failures = new ConcurrentHashMap<>();

  @Override
  public void count(Counter counter, long times) {
    counts.merge(counter, times, Long::sum);
  }

  @Override
  public void took(Timer timer, Duration time) {
    times.computeIfAbsent(timer, _ -> new CopyOnWriteArrayList<>()).add(time);
  }

  @Override
  public void failed(Failure failure) {
    failures.merge(failure, 1L, Long::sum);
  }

  public Map<Counter, Long> counts() {
    return Map.copyOf(counts);
  }

  public List<Duration> times(Timer timer) {
    return List.copyOf(times.getOrDefault(timer, List.of()));
  }

  public Map<Failure, Long> failures() {
    return Map.copyOf(failures);
  }
}
