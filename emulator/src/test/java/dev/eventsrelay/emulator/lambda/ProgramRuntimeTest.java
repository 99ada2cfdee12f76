// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in other languages: a program of the user's own, started where the function is. */
class ProgramRuntimeTest {
  @TempDir Path folder;

  @Test
  void program_ofCodeFolder_startsThereWithTheHandlerAsLastArgument() {
    Command command =
        ProgramRuntime.of(" python3  -m awslambdaric ")
            .forEnvironment(function(folder), Map.of("A", "b"));

    assertThat(command.arguments()).containsExactly("python3", "-m", "awslambdaric", "app.handle");
    assertThat(command.workingDirectory()).isEqualTo(folder);
    assertThat(command.environment()).containsExactly(Map.entry("A", "b"));
  }

  @Test
  void program_withSlash_isFoundFromOurWorkingDirectory() {
    Command command =
        ProgramRuntime.of("venv/bin/python").forEnvironment(function(folder), Map.of());

    assertThat(command.arguments().getFirst())
        .isEqualTo(Path.of("venv", "bin", "python").toAbsolutePath().toString());
  }

  @Test
  void program_blank_isRefused() {
    assertThatThrownBy(() -> ProgramRuntime.of(" ")).hasMessage("A runtime needs a command.");
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html")
  void taskRoot_ofCodeFolder_isThatFolder_ofCodeFile_theOneItIsIn() throws Exception {
    Path file = Files.createFile(folder.resolve("app.zip"));

    assertThat(taskRoot(folder)).isEqualTo(folder.toString());
    assertThat(taskRoot(file)).isEqualTo(folder.toString());
  }

  private static String taskRoot(Path code) {
    return String.valueOf(
        EnvironmentVariables.of(
                function(code), Compute.Initialization.ON_DEMAND, "127.0.0.1:1", Instant.EPOCH)
            .get("LAMBDA_TASK_ROOT"));
  }

  private static FunctionSpec function(Path code) {
    return new FunctionSpec(
        "arn:aws:lambda:us-east-1:000000000000:function:App",
        code,
        "app.handle",
        "python3.13",
        Map.of(),
        Duration.ofSeconds(3),
        128,
        new Compute.Managed(1, 1));
  }
}
