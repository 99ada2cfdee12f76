// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
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
    return new TableOf<>(title, List.of(SampleFrame.values()))
        .column("frame", SampleFrame::title)
        .column("frame", "bytes", SampleFrame::size)
        .column("relay", "ns", frame -> of(ours, frame).nanoseconds())
        .column("±", "ns", frame -> spread(of(ours, frame)))
        .column("relay", "bytes allocated", frame -> of(ours, frame).bytes())
        .column(otherName, "ns", frame -> of(other, frame).nanoseconds())
        .column("±", "ns", frame -> spread(of(other, frame)))
        .column(otherName, "bytes allocated", frame -> of(other, frame).bytes())
        .column(
            "time",
            "relay / " + otherName,
            frame -> of(ours, frame).nanoseconds() / of(other, frame).nanoseconds())
        .column(
            "allocation",
            "relay / " + otherName,
            frame -> of(ours, frame).bytes() / of(other, frame).bytes())
        .build();
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
