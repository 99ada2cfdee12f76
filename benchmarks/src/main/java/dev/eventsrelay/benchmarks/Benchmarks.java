// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import dev.eventsrelay.benchmarks.endtoend.ConsoleBenchmark;
import dev.eventsrelay.benchmarks.endtoend.EndToEndBenchmark;
import dev.eventsrelay.benchmarks.environment.EnvironmentBenchmark;
import dev.eventsrelay.benchmarks.first.FirstBenchmark;
import dev.eventsrelay.benchmarks.micro.MicroBenchmark;
import dev.eventsrelay.benchmarks.peers.PeersBenchmark;
import dev.eventsrelay.benchmarks.start.StartBenchmark;
import java.util.List;
import java.util.stream.Collectors;

/** All benchmarks, in the order in which they run and are shown. */
public final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new MicroBenchmark(),
          new EnvironmentBenchmark(),
          new EndToEndBenchmark(),
          new ConsoleBenchmark(),
          new StartBenchmark(),
          new FirstBenchmark(),
          new PeersBenchmark());

  private Benchmarks() {}

  /** The benchmarks of these names, in their own order; all of them if no name is given. */
  public static List<Benchmark> named(List<String> names) {
    for (String name : names) {
      if (ALL.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
        throw new IllegalArgumentException(
            "There is no benchmark %s; there are %s.".formatted(name, allNames()));
      }
    }
    return ALL.stream()
        .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
        .toList();
  }

  static String allNames() {
    return ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }
}
