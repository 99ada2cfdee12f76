// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of a function's JVM: the emulator's defaults, and what the function says itself. */
@Timeout(40)
class JavaRuntimeTest {
  @ParameterizedTest
  @CsvSource({
    "-Dnothing=chosen, 4\\d\\d Copy",
    "-Xmx100m, 9\\d Copy",
    "-XX:MaxRAMPercentage=50, 2\\d\\d Copy",
    "-XX:+UseG1GC, 4\\d\\d G1 .*",
  })
  void jvm_withJavaToolOptions_prefersThemToTheDefaults(
      String options, String expected, @TempDir Path folder) throws Exception {
    try (JavaFixture fixture = new JavaFixture(folder);
        FunctionPool pool = fixture.started(withOptions(fixture, options), FunctionListener.NONE)) {
      var result = pool.invoke("\"jvm\"".getBytes(UTF_8)).get(20, TimeUnit.SECONDS);

      assertThat(new String(((Response) result).payload(), UTF_8)).matches("\"" + expected + "\"");
    }
  }

  private static FunctionSpec withOptions(JavaFixture fixture, String options) {
    FunctionSpec function = fixture.function(FixtureHandler.class, 1, 1);
    return new FunctionSpec(
        function.arn(),
        function.code(),
        function.handler(),
        function.runtime(),
        Map.of("JAVA_TOOL_OPTIONS", options),
        Duration.ofSeconds(10),
        512,
        function.compute());
  }
}
