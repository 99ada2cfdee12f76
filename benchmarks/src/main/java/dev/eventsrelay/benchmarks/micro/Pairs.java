// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Table;
import java.util.Arrays;
import java.util.List;

/**
 * Our way and another of doing the same, for each frame.
 *
 * @param all measurements, others among them
 * @param benchmark which of them
 * @param ours the method that does it our way
 * @param other the method that does it the other way
 */
record Pairs(List<Measurement> all, Class<?> benchmark, String ours, String other) {
  Pairs {
    all = List.copyOf(all);
    requireNonNull(benchmark, "benchmark is null");
    requireNonNull(ours, "ours is null");
    requireNonNull(other, "other is null");
  }

  /**
   * All figures.
   *
   * @param otherName what a reader calls the other way
   */
  Table table(String title, String otherName) {
    Table.Builder table =
        Table.titled(
            title,
            Column.of("frame"),
            Column.of("frame", "bytes"),
            Column.of("relay", "ns"),
            Column.of("±", "ns"),
            Column.of("relay", "bytes allocated"),
            Column.of(otherName, "ns"),
            Column.of("±", "ns"),
            Column.of(otherName, "bytes allocated"),
            Column.of("time", "relay / " + otherName),
            Column.of("allocation", "relay / " + otherName));
    for (SampleFrame frame : SampleFrame.values()) {
      Measurement mine = of(ours, frame);
      Measurement theirs = of(other, frame);
      table.row(
          frame.title(),
          frame.size(),
          mine.nanoseconds(),
          spread(mine),
          mine.bytes(),
          theirs.nanoseconds(),
          spread(theirs),
          theirs.bytes(),
          mine.nanoseconds() / theirs.nanoseconds(),
          mine.bytes() / theirs.bytes());
    }
    return table.build();
  }

  private static Object spread(Measurement measurement) {
    return Double.isNaN(measurement.spread()) ? "-" : measurement.spread();
  }

  /** Time for each byte of the frame, so that frames of all sizes fit into one picture. */
  Chart chart(String title, String ourName, String otherName) {
    return new Chart(
        title,
        Chart.Kind.BARS,
        "",
        "ns for each byte of the frame",
        List.of(bars(ourName, ours), bars(otherName, other)));
  }

  private Chart.Series bars(String name, String method) {
    return new Chart.Series(
        name,
        Arrays.stream(SampleFrame.values())
            .map(
                frame ->
                    Chart.Point.bar(frame.title(), of(method, frame).nanoseconds() / frame.size()))
            .toList());
  }

  private Measurement of(String method, SampleFrame frame) {
    return all.stream()
        .filter(
            measurement ->
                measurement.benchmark() == benchmark
                    && measurement.method().equals(method)
                    && measurement.frame() == frame)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "JMH did not measure %s.%s for %s"
                        .formatted(benchmark.getSimpleName(), method, frame)));
  }
}
