// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Telemetry that tests can read. */
final class Invocations {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Telemetry telemetry =
      new Telemetry(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          "events-relay",
          Level.INFO,
          InstantSource.system());

  Telemetry telemetry() {
    return telemetry;
  }

  InvocationTelemetry begin() {
    return telemetry.begin("onauthorize", Map.of("requestId", "r"));
  }

  String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  List<JsonNode> lines() {
    return text().lines().map(Invocations::parse).toList();
  }

  /** How often a metric was told, all invocations together. */
  long count(String metric) {
    return lines().stream().mapToLong(line -> line.path(metric).asLong()).sum();
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
