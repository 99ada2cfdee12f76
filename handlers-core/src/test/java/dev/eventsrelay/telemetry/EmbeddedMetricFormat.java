// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of the embedded metric format, as its JSON schema and the text of its specification
 * state them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
final class EmbeddedMetricFormat {
  private static final Set<String> UNITS = Set.of("Count", "Milliseconds");
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int MAX_DIMENSIONS = 30;
  private static final int MAX_METRICS = 100;
  private static final int MAX_VALUES = 100;
  private static final int MAX_BYTES = 256 * 1024;

  private EmbeddedMetricFormat() {}

  static void assertValid(JsonNode line) {
    assertThat(line.isObject()).isTrue();
    assertThat(line.toString().length()).isLessThan(MAX_BYTES);
    JsonNode metadata = line.path("_aws");
    assertMembers(metadata, "Timestamp", "CloudWatchMetrics");
    assertThat(metadata.get("Timestamp").isIntegralNumber()).isTrue();
    assertThat(metadata.get("Timestamp").asLong()).isNotNegative();
    assertThat(metadata.get("CloudWatchMetrics").isArray()).isTrue();
    assertThat(metadata.get("CloudWatchMetrics")).isNotEmpty();
    metadata.get("CloudWatchMetrics").forEach(directive -> assertDirective(directive, line));
  }

  private static void assertDirective(JsonNode directive, JsonNode line) {
    assertMembers(directive, "Namespace", "Dimensions", "Metrics");
    assertThat(directive.get("Namespace").asText()).matches("[\\w./#:-]{1,255}");
    assertThat(directive.get("Dimensions").isArray()).isTrue();
    assertThat(directive.get("Dimensions")).isNotEmpty();
    for (JsonNode set : directive.get("Dimensions")) {
      assertThat(set.isArray()).isTrue();
      assertThat(set.size()).isBetween(1, MAX_DIMENSIONS);
      for (JsonNode dimension : set) {
        assertThat(line.path(dimension.asText()).isTextual())
            .as("%s in %s", dimension, line)
            .isTrue();
        assertThat(line.get(dimension.asText()).asText()).matches("[\\x20-\\x7e]{1,1024}");
      }
    }
    assertThat(directive.get("Metrics").isArray()).isTrue();
    assertThat(directive.get("Metrics").size()).isBetween(1, MAX_METRICS);
    Set<String> names = new HashSet<>();
    for (JsonNode metric : directive.get("Metrics")) {
      assertMembers(metric, "Name", "Unit");
      String name = metric.get("Name").asText();
      assertThat(name).matches(NAME);
      assertThat(names.add(name)).as("%s only once", name).isTrue();
      assertThat(metric.get("Unit").asText()).isIn(UNITS);
      assertValue(line.path(name));
    }
  }

  private static void assertValue(JsonNode value) {
    if (value.isArray()) {
      assertThat(value.size()).isBetween(1, MAX_VALUES);
      value.forEach(each -> assertThat(each.isNumber()).isTrue());
      return;
    }
    assertThat(value.isNumber()).as("a number, not %s", value).isTrue();
  }

  /** Objects that the specification defines have no other members; the root may have more. */
  private static void assertMembers(JsonNode object, String... names) {
    assertThat(object.isObject()).as("an object with %s, not %s", names, object).isTrue();
    assertThat(object.properties()).extracting(member -> member.getKey()).containsOnly(names);
    for (String name : names) {
      assertThat(object.has(name)).isTrue();
    }
  }
}
