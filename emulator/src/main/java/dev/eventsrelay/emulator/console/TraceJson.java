// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import java.time.Duration;
import java.util.Locale;

/** Traces as the page gets them. Durations are in milliseconds, with fractions. */
final class TraceJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PREVIEW = 120;

  private TraceJson() {}

  /** What a list shows. */
  static ObjectNode summary(Trace trace) {
    ObjectNode summary =
        JSON.createObjectNode()
            .put("id", trace.request().requestId())
            .put("at", trace.beganMillis())
            .put("connection", trace.request().connectionId())
            .put("route", trace.request().routeKey())
            .put("function", trace.function())
            .put("bytes", trace.request().text().length)
            .put("preview", Text.preview(trace.text(), PREVIEW))
            .put("ms", millis(trace.duration()));
    if (trace.stay() != Stay.NONE) {
      summary.put("stay", words(trace.stay()));
    }
    GatewayListener.RouteAnswer answer = trace.answer();
    if (answer != null) {
      summary.put("outcome", words(answer.outcome())).put("status", answer.status());
    }
    return summary;
  }

  /** All of it. */
  static ObjectNode whole(Trace trace) {
    ObjectNode whole = summary(trace).put("text", Text.of(trace.text()));
    GatewayListener.RouteAnswer answer = trace.answer();
    whole.put("answered", millis(trace.answeredAfter()));
    whole.put("sent", answer == null ? "" : Text.of(Text.cut(answer.sent())));
    whole.put("cutAt", Text.MAX_BYTES).put("stepsLeftOut", trace.stepsLeftOut());
    ArrayNode steps = whole.putArray("steps");
    for (Step step : trace.steps()) {
      steps
          .addObject()
          .put("kind", words(step.kind()))
          .put("title", step.title())
          .put("target", step.target())
          .put("begin", millis(step.begin()))
          .put("ms", millis(step.duration()))
          .put("outcome", step.outcome())
          .put("failed", step.failed())
          .put("evidence", words(step.evidence()))
          .put("sent", Text.of(step.sent()))
          .put("received", Text.of(step.received()));
    }
    return whole;
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 10_000.0) / 100.0;
  }
}
