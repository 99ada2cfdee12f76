// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.relay.EventLog;
import dev.eventsrelay.relay.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  void level_belowTheThreshold_isNotWritten() {
    EventLog lines = log.with(Map.of());

    lines.log(Level.DEBUG, "quiet", Map.of());
    lines.log(Level.ERROR, "loud", Map.of());

    assertThat(out.toString(UTF_8)).contains("loud").doesNotContain("quiet");
  }
}
