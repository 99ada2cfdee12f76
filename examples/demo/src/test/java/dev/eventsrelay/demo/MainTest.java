// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void relay_thatWorks_isExitCodeZero() {
    try (FakeRelay relay = new FakeRelay(UnaryOperator.identity(), 0)) {
      assertThat(execute("--url", relay.url().toString())).isZero();
    }
    assertThat(out.toString()).contains("has its ack");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void help_asked_namesTheDefaultUrl() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("run-local demo", "ws://127.0.0.1:3080/prod");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-such-option               | 2 | Unknown option: '--no-such-option'",
        "--url http://x                 | 1 | http://x is not the URL of a WebSocket API",
        "--url ws://127.0.0.1:1/prod    | 1 | No relay answers at ws://127.0.0.1:1/prod",
      })
  void arguments_wrong_areOneLine(String arguments, int exitCode, String sentence) {
    assertThat(execute(arguments.split(" "))).isEqualTo(exitCode);
    assertThat(err.toString().lines().toList())
        .singleElement()
        .asString()
        .startsWith("run-local: ")
        .contains(sentence);
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}
