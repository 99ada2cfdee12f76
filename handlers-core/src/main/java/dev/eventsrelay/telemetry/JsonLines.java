// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines of one JSON object each, that several threads write. Every line begins with the two members
 * by which Lambda decides whether to pass it on: a timestamp and a level.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log-level
 *     filtering</a>
 */
final class JsonLines {
  /**
   * Escapes all but ASCII. Clients choose some of the texts: what is beyond it can break lines
   * (U+0085, U+2028), reorder what a terminal shows, or be half a character that has no UTF-8.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The one control character that neither JSON nor the factory escapes. */
  private static final String DEL = "\u007f";

  private final LineSink out;
  private final InstantSource clock;

  JsonLines(LineSink out, InstantSource clock) {
    this.out = requireNonNull(out, "out is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The members of a line that follow its timestamp and level. */
  @FunctionalInterface
  interface Members {
    void writeTo(JsonGenerator line, Instant now) throws IOException;
  }

  void write(String level, Members members) {
    StringWriter text = new StringWriter(512);
    Instant now = clock.instant();
    try (JsonGenerator line = JSON.createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("timestamp", now.toString());
      line.writeStringField("level", level);
      members.writeTo(line, now);
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    String all = text.append('\n').toString().replace(DEL, "\\u007F");
    out.write(all.getBytes(US_ASCII));
  }

  /** Lets no line wait that was written before. */
  void flush() {
    out.flush();
  }

  /** Writes the members in the order of their names: the same line looks the same every time. */
  static void writeAll(Map<String, ?> members, JsonGenerator line) throws IOException {
    for (Map.Entry<String, ?> member : new TreeMap<>(members).entrySet()) {
      write(member.getKey(), member.getValue(), line);
    }
  }

  /**
   * Writes one member: numbers, booleans and lists as JSON has them, everything else as its text.
   */
  static void write(String name, Object value, JsonGenerator line) throws IOException {
    line.writeFieldName(name);
    write(value, line);
  }

  private static void write(Object value, JsonGenerator line) throws IOException {
    switch (value) {
      case List<?> values -> {
        line.writeStartArray();
        for (Object each : values) {
          write(each, line);
        }
        line.writeEndArray();
      }
      case Number _, Boolean _ -> line.writePOJO(value);
      default -> line.writeString(value.toString());
    }
  }
}
