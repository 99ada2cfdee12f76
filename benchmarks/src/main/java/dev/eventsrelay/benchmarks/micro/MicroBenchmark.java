// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.report.Section;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** What the relay's own code costs for one message before any service is called. */
public final class MicroBenchmark implements Benchmark {
  @Override
  public String name() {
    return "micro";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Section run(Context context) {
    JmhRun jmh = context.size().choose(JmhRun.SMOKE, JmhRun.USUAL, JmhRun.FULL);
    context.progress("%d JVMs for each of 12 measurements".formatted(jmh.forks()));
    try {
      return section(jmh.of(List.of(ParseBenchmark.class, EventBenchmark.class)));
    } catch (RunnerException e) {
      throw new BenchmarkException("JMH did not finish", e);
    }
  }

  private Section section(List<Measurement> all) {
    Pairs parse = new Pairs(all, ParseBenchmark.class, "relay", "tree");
    Pairs event = new Pairs(all, EventBenchmark.class, "relay", "library");
    return Section.of(
            name(),
            "Micro",
            "What reading one message costs in time and memory: the relay's streaming parser"
                + " against jackson-databind's tree, and its reader of the event around it against"
                + " the Lambda runtime's.")
        .table(parse.table("From a message to its guid", "tree"))
        .chart(parse.chart("From a message to its guid", "streaming parser", "tree"))
        .table(event.table("From an event's JSON to its object", "runtime"))
        .chart(event.chart("From an event's JSON to its object", "relay's reader", "runtime's"))
        .note(
            "The streaming parser also makes the bytes to forward, which the tree does not; both"
                + " read to the end of the message.")
        .note(
            "JMH: every operation is timed, of each JVM the median is taken, and of those the"
                + " median again; ± is half of the distance between the lowest and the highest JVM."
                + " Allocation is exact. Heap of 512 MB.")
        .build();
  }
}
