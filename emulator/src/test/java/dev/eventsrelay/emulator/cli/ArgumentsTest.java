// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Arguments that cannot work: one line on standard error, and an exit code. */
class ArgumentsTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-such-option        | 2 | Unknown option: '--no-such-option'",
        "--port many             | 2 | Invalid value for option '--port'",
        "--port 65536            | 2 | port is 65536 and must be 0, for a free one, to 65535.",
        "--dynamodb-endpoint x   | 2 | The DynamoDB endpoint x must be a URL such as http://",
        "--environments Fn=0     | 2 | environments is 0 and must be at least 1.",
        "--environments x=y      | 2 | Invalid value for option '--environments'",
        "--environments 0        | 2 | environments is 0 and must be at least 1.",
        "--concurrency -1        | 2 | concurrency is -1 and must be at least 1.",
        "--parameter novalue     | 2 | --parameter",
        "--fault explode         | 2 | There is no fault \"explode\", only kill-environment",
        "--fault-seed x          | 2 | Invalid value for option '--fault-seed'",
        "--runtime python3.13    | 2 | Invalid value for option '--runtime'",
        "--runtime python3.13=   | 2 | Invalid value for option '--runtime'",
        "--environment A.B       | 2 | is not ID.NAME=VALUE",
        "--environment A=B       | 2 | is not ID.NAME=VALUE",
        "--max-environments 0    | 2 | maxEnvironments is 0 and must be at least 1.",
        "--quiet --verbose       | 2 | mutually exclusive",
        "--template none.yaml    | 1 | There is no template none.yaml",
        "--ready-file no/such/f  | 1 | The folder of the ready file no/such/f does not exist.",
      })
  void arguments_wrong_areOneLine(String arguments, int exitCode, String sentence) {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
    all.addAll(List.of("--log-file", folder.resolve("log").toString()));

    assertThat(execute(all)).isEqualTo(exitCode);
    assertThat(err.toString().lines().toList())
        .singleElement()
        .asString()
        .startsWith("run-local: ")
        .contains(sentence);
  }

  @Test
  void template_wrong_isOneLine() throws Exception {
    Path template = Files.writeString(folder.resolve("t.yaml"), "Resources: {");

    assertThat(
            execute(
                List.of(
                    "--template",
                    template.toString(),
                    "--log-file",
                    folder.resolve("log").toString())))
        .isEqualTo(1);
    assertThat(err.toString().lines().toList())
        .singleElement()
        .asString()
        .contains("t.yaml, line 1 is not valid YAML");
  }

  private int execute(List<String> arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}
