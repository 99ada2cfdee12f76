// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Metrics as lines of the log, from which CloudWatch takes them: one line for an invocation, and
 * one more for each kind of failure in it. An invocation that told nothing writes nothing.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
final class EmbeddedMetrics {
  /** CloudWatch takes no more values of one metric from one line. */
  static final int MAX_VALUES = 100;

  /** Every metric has this dimension. */
  static final String FUNCTION = "FunctionName";

  /** The metric of all failures; they are also counted by the dimension {@link #KIND}. */
  static final String FAILURES = "Failures";

  static final String KIND = "Kind";

  private static final List<List<String>> BY_FUNCTION = List.of(List.of(FUNCTION));
  private static final List<List<String>> BY_FUNCTION_AND_KIND =
      List.of(List.of(FUNCTION), List.of(FUNCTION, KIND));

  private final JsonLines lines;
  private final String namespace;
  private final String level;

  EmbeddedMetrics(JsonLines lines, String namespace, Level threshold) {
    this.lines = requireNonNull(lines, "lines is null");
    this.namespace = requireNonNull(namespace, "namespace is null");
    this.level = passing(threshold);
  }

  /** A metric of a line: a whole number, or several that are not. */
  private record Metric(String name, String unit, Object value) {
    static Metric count(String name, long value) {
      return new Metric(name, "Count", value);
    }

    static Metric millis(String name, List<Double> values) {
      return new Metric(name, "Milliseconds", values.size() == 1 ? values.getFirst() : values);
    }
  }

  /** Writes what an invocation of that function told. */
  void write(String function, Map<String, String> ids, InvocationMetrics.Numbers numbers) {
    List<Metric> metrics = new ArrayList<>();
    numbers
        .counts()
        .forEach((counter, times) -> metrics.add(Metric.count(counter.metricName(), times)));
    int values = numbers.times().values().stream().mapToInt(List::size).max().orElse(0);
    for (int from = 0; from == 0 || from < values; from += MAX_VALUES) {
      addTimes(numbers.times(), from, metrics);
      write(metrics, BY_FUNCTION, function, ids, Map.of());
      metrics.clear();
    }
    numbers
        .failures()
        .forEach(
            (failure, times) ->
                write(
                    List.of(Metric.count(FAILURES, times)),
                    BY_FUNCTION_AND_KIND,
                    function,
                    ids,
                    Map.of(KIND, failure.kind())));
  }

  private static void addTimes(
      Map<Metrics.Timer, List<Double>> times, int from, Collection<Metric> to) {
    times.forEach(
        (timer, values) -> {
          if (from < values.size()) {
            to.add(
                Metric.millis(
                    timer.metricName(),
                    values.subList(from, Math.min(from + MAX_VALUES, values.size()))));
          }
        });
  }

  private void write(
      List<Metric> metrics,
      List<List<String>> dimensions,
      String function,
      Map<String, String> ids,
      Map<String, String> more) {
    if (metrics.isEmpty()) {
      return;
    }
    lines.write(
        level,
        (line, now) -> {
          line.writeObjectFieldStart("_aws");
          line.writeNumberField("Timestamp", now.toEpochMilli());
          line.writeArrayFieldStart("CloudWatchMetrics");
          writeDirective(metrics, dimensions, line);
          line.writeEndArray();
          line.writeEndObject();
          line.writeStringField(FUNCTION, function);
          JsonLines.writeAll(more, line);
          JsonLines.writeAll(ids, line);
          for (Metric metric : metrics) {
            JsonLines.write(metric.name(), metric.value(), line);
          }
        });
  }

  private void writeDirective(
      List<Metric> metrics, List<List<String>> dimensions, JsonGenerator line) throws IOException {
    line.writeStartObject();
    line.writeStringField("Namespace", namespace);
    JsonLines.write("Dimensions", dimensions, line);
    line.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      line.writeStartObject();
      line.writeStringField("Name", metric.name());
      line.writeStringField("Unit", metric.unit());
      line.writeEndObject();
    }
    line.writeEndArray();
    line.writeEndObject();
  }

  /**
   * The level that lets metrics pass. Lambda drops lines below the function's log level, and takes
   * a line without one for INFO. ERROR is left out: lines of that level raise an alarm.
   */
  private static String passing(Level threshold) {
    return switch (threshold) {
      case ALL, TRACE, DEBUG, INFO -> "INFO";
      case WARNING -> "WARN";
      case ERROR, OFF -> "FATAL";
    };
  }
}
