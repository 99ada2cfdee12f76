// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Target;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of an environment, as a section. */
final class EnvironmentReport {
  private static final double CPU_RATIO = 1.5;
  private static final double RATE_RATIO = 0.7;
  private static final double OVERHEAD_MILLIS = 5;
  private static final double RSS_MIB = 400;
  private static final double FAN_OUT_RATIO = 5;

  private final Context context;
  private final List<Measured> measured;
  private final FanOuts fanOuts;

  EnvironmentReport(Context context, List<Measured> measured, FanOuts fanOuts) {
    this.context = context;
    this.measured = measured;
    this.fanOuts = fanOuts;
  }

  Section section() {
    Section.Builder section =
        Section.of(
            "environment",
            "One environment at its limit",
            "What one execution environment of sendmessage relays, beside a function that does"
                + " nothing and one that makes only the SDK calls of a relay.");
    targets(section);
    EnvironmentTables tables = new EnvironmentTables(measured, fanOuts);
    return section
        .chart(chart("Results per second at saturation", "1/s", m -> m.rate().median()))
        .chart(chart("CPU of the environment per result", "µs", m -> m.cpuMicros().median()))
        .chart(chart("p99 at half load", "ms", m -> m.millis(99)))
        .chart(fanOutChart())
        .table(tables.saturation())
        .table(tables.halfLoad())
        .table(tables.memory())
        .table(tables.fanOut())
        .note(
            ("Every environment is one JVM (%s, serial collector) with the packaged sendmessage JAR"
                 + " under AWS's runtime interface client; the stub answers DynamoDB calls after %d"
                 + " ms and posts after %d ms, in a process of its own. All share the cores, so a"
                 + " rate is a floor and CPU per result the figure to go by.")
                .formatted(
                    String.join(" ", Variant.HEAP),
                    context.latencies().dynamoDb().toMillis(),
                    context.latencies().post().toMillis()))
        .note(
            "Warm-up for 20 s, and on until three windows of 3 s agree within a tenth, 60 s at the"
                + " most. Then the variants are saturated in turn, five times 4 s each (median,"
                + " lowest and highest), and then loaded with half of their own median rate, five"
                + " times 4 s each. Times count from when a result was due, not from when it was"
                + " sent.")
        .note(
            "A fan-out cannot be faster than its CPU, environment's and stub's together, divided by"
                + " the machine's cores.")
        .note(
            ("The stub's own ceiling: at its CPU per request, one core of it answers %,.0f requests"
                    + " a second; the runs asked for at most %,.0f.")
                .formatted(stubCeiling(), asked()))
        .build();
  }

  private void targets(Section.Builder section) {
    Measured ours = last(Variant.OURS);
    Measured bare = last(Variant.BARE);
    String at = " at concurrency " + ours.concurrency();
    section
        .target(
            Target.atMost(
                "CPU per result, ours / bare SDK calls" + at,
                ours.cpuMicros().median() / bare.cpuMicros().median(),
                CPU_RATIO,
                ""))
        .target(
            Target.atLeast(
                "Results per second, ours / bare SDK calls" + at,
                ours.rate().median() / bare.rate().median(),
                RATE_RATIO,
                ""))
        .target(
            Target.atMost(
                "p99 of a relay at half load" + at,
                ours.millis(99),
                context.latencies().sum().toMillis() + OVERHEAD_MILLIS,
                "ms"))
        .target(
            Target.atMost(
                "Peak memory" + at + ", " + String.join(" ", Variant.HEAP),
                ours.memory().end().peakRssMiB(),
                RSS_MIB,
                "MiB RSS"))
        .target(
            Target.atMost(
                "Live heap at the end / when warm" + at,
                ours.memory().endLiveMiB() / ours.memory().warmLiveMiB(),
                1.1,
                ""))
        .target(
            Target.atMost(
                "Time to answer, 1,000 subscribers / one",
                fanOuts.bySize().getLast().aloneMillis()
                    / fanOuts.bySize().getFirst().aloneMillis(),
                FAN_OUT_RATIO,
                ""));
  }

  private Measured last(Variant variant) {
    return measured.stream().filter(m -> m.variant().equals(variant)).toList().getLast();
  }

  private Chart chart(String title, String unit, ToDoubleFunction<Measured> figure) {
    List<Series> series =
        EnvironmentBenchmark.VARIANTS.stream()
            .map(
                variant ->
                    new Series(
                        variant.title(),
                        measured.stream()
                            .filter(m -> m.variant().equals(variant))
                            .map(
                                m ->
                                    Point.bar(
                                        Integer.toString(m.concurrency()), figure.applyAsDouble(m)))
                            .toList()))
            .toList();
    return new Chart(title, Chart.Kind.BARS, "invocations at once", unit, series);
  }

  private Chart fanOutChart() {
    return new Chart(
        "Time to answer a result, by its subscribers",
        Chart.Kind.LOG_LOG,
        "subscribers",
        "ms",
        List.of(
            new Series(
                "alone",
                fanOuts.bySize().stream()
                    .map(f -> Point.at(f.subscribers(), f.aloneMillis()))
                    .toList()),
            new Series(
                "among results with one subscriber",
                fanOuts.bySize().stream()
                    .map(f -> Point.at(f.subscribers(), f.amongOthersMillis()))
                    .toList())));
  }

  private double stubCeiling() {
    return 1e6 / last(Variant.BARE).median(Round::stubCpuMicros);
  }

  private double asked() {
    return measured.stream()
        .mapToDouble(m -> m.rate().highest() * (m.variant().dynamoDbCalls() + m.variant().posts()))
        .max()
        .orElse(0);
  }
}
