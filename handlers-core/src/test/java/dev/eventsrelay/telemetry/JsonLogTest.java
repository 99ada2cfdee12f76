// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.testkit.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLog log =
      new JsonLog(
          new JsonLines(
              LineSink.to(new PrintStream(out, false, UTF_8)),
              new TestClock(Instant.parse("2026-01-02T03:04:05.678Z"))),
          Level.INFO);

  @Test
  void line_isOneJsonObject() {
    log.with(Map.of("requestId", "r")).log(Level.WARNING, "result", Map.of("bytes", 17));

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\",\"message\":\"result\","
                + "\"requestId\":\"r\",\"bytes\":17}\n");
  }

  @Test
  void values_areNumbersTruthsAndLists_orTheirText() {
    Map<String, Object> fields =
        Map.of(
            "a",
            true,
            "b",
            1L << 40,
            "c",
            0.5,
            "d",
            List.of("x", List.of(1, false)),
            "e",
            Level.TRACE,
            "f",
            Duration.ofMillis(250));

    log.with(Map.of()).log(Level.INFO, "values", fields);

    assertThat(out.toString(UTF_8))
        .endsWith(
            "\"a\":true,\"b\":1099511627776,\"c\":0.5,\"d\":[\"x\",[1,false]],"
                + "\"e\":\"TRACE\",\"f\":\"PT0.25S\"}\n");
  }

  @Test
  void value_withLineBreaksAndQuotes_staysOnOneLine() {
    log.with(Map.of("connectionId", "a\"b")).log(Level.INFO, "x", Map.of("guid", "l1\nl2\u0000"));

    assertThat(out.toString(UTF_8).lines()).hasSize(1);
    assertThat(out.toString(UTF_8)).contains("\"guid\":\"l1\\nl2\\u0000\"").contains("\"a\\\"b\"");
  }

  @Test
  void texts_ofAnyCharacters_areOneLineOfAsciiAndReadBackTheSame() throws Exception {
    for (int first = 0; first <= 0xFFFF; first += 256) {
      StringBuilder text = new StringBuilder();
      for (int c = first; c < first + 256; c++) {
        // A space between: two halves would be one character.
        text.append((char) c).append(' ');
      }
      out.reset();
      log.with(Map.of("connectionId", "id" + text))
          .log(Level.INFO, text.toString(), Map.of("list", List.of(text.toString())));

      byte[] line = out.toByteArray();
      for (int i = 0; i < line.length - 1; i++) {
        assertThat((int) line[i]).as("byte %s after U+%04X", i, first).isBetween(0x20, 0x7e);
      }
      assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
      JsonNode read = new ObjectMapper().readTree(line);
      assertThat(read.get("message").asText()).isEqualTo(text.toString());
      assertThat(read.get("connectionId").asText()).isEqualTo("id" + text);
      assertThat(read.at("/list/0").asText()).isEqualTo(text.toString());
    }
  }

  /** The characters that end a line for {@code String.lines} or Python's {@code splitlines}. */
  @ParameterizedTest
  @ValueSource(ints = {0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029})
  void characterThatEndsALine_isEscapedInLinesOfMetricsToo(int character) {
    Telemetry telemetry =
        new Telemetry(new PrintStream(out, false, UTF_8), "n", Level.INFO, InstantSource.system());
    try (InvocationTelemetry told =
        telemetry.begin("f", Map.of("connectionId", "a" + (char) character + "b"))) {
      told.metrics().count(ConnectionMetric.Count.POST_RETRIES);
      told.log().log(Level.INFO, "x", Map.of());
    }

    String all = out.toString(UTF_8);
    assertThat(all.chars().filter(c -> c == character)).hasSize(character == '\n' ? 2 : 0);
    assertThat(all.lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void characterBeyondTheBmp_readsBackTheSame() throws Exception {
    String text = "\ud83d\ude00 \udb40\udc01";

    log.with(Map.of()).log(Level.INFO, text, Map.of());

    assertThat(new ObjectMapper().readTree(out.toByteArray()).get("message").asText())
        .isEqualTo(text);
  }

  @Test
  void level_belowTheThreshold_isNotWritten() {
    EventLog lines = log.with(Map.of());

    lines.log(Level.DEBUG, "quiet", Map.of());
    lines.log(Level.ERROR, "loud", Map.of());

    assertThat(out.toString(UTF_8)).contains("loud").doesNotContain("quiet");
  }
}
