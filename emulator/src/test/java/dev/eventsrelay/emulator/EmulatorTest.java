// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.junit.EmulatorExtension;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stack around a fixture application, as JUnit gives it to a test. */
class EmulatorTest {
  @TempDir static Path folder;

  private static final List<String> OUTPUT = new CopyOnWriteArrayList<>();

  @RegisterExtension
  static final EmulatorExtension STACK =
      EmulatorExtension.perClass(
          () ->
              Emulator.builder()
                  .template(FixtureApplication.in(folder).template())
                  .parameter("Colour", "red")
                  .functionEnvironment("EXTRA", "more")
                  .environments("Answer", 1)
                  .concurrency(3)
                  .javaOption("-Dcolour=violet")
                  .listener(
                      new FunctionListener() {
                        @Override
                        public void output(String functionName, long pid, String line) {
                          OUTPUT.add(functionName + " " + line);
                        }
                      }));

  @ParameterizedTest
  @CsvSource({
    "TABLE, local-Table",
    "COLOUR, red",
    "EXTRA, more",
    "AWS_REGION, us-east-1",
    "AWS_ACCESS_KEY_ID, local",
    "AWS_LAMBDA_MAX_CONCURRENCY, 3",
    "AWS_LAMBDA_FUNCTION_NAME, local-Answer",
  })
  void function_asked_hasItsVariables(String name, String value, Emulator stack) throws Exception {
    assertThat(ask(stack, name)).isEqualTo(value);
  }

  @Test
  void function_withApiUrl_getsTheLocalOne(Emulator stack) throws Exception {
    assertThat(ask(stack, "CALLBACK")).isEqualTo(stack.managementUrl().toString());
  }

  @Test
  void function_asked_findsTheStacksDynamoDb(Emulator stack) throws Exception {
    assertThat(ask(stack, "AWS_ENDPOINT_URL_DYNAMODB"))
        .isEqualTo(stack.dynamoDbEndpoint().toString());
  }

  @Test
  void javaOption_given_reachesTheFunction(Emulator stack) throws Exception {
    assertThat(ask(stack, "colour")).isEqualTo("violet");
  }

  @Test
  void integration_slowerThanItsTimeout_givesTheGatewaysFrame(Emulator stack) throws Exception {
    assertThat(ask(stack, "SLEEP")).contains("Endpoint request timed out");
  }

  @Test
  void addresses_ofStack_areLoopback(Emulator stack) {
    assertThat(stack.webSocketUrl()).hasScheme("ws").hasHost("127.0.0.1").hasPath("/test");
    assertThat(stack.managementUrl()).hasScheme("http").hasHost("127.0.0.1").hasPath("/test");
    assertThat(stack.tableName()).isEqualTo("local-Table");
    assertThat(stack.startDuration()).isPositive();
  }

  @Test
  void environments_overridden_areThatMany(Emulator stack) {
    assertThat(stack.functions()).containsOnlyKeys("Answer");
    assertThat(stack.function("Answer").function().environments()).isOne();
    assertThat(stack.function("Answer").function().concurrency()).isEqualTo(3);
  }

  @Test
  void faults_notAskedFor_areRefusedInASentence(Emulator stack) {
    assertThat(stack.controlUrl()).isEmpty();
    assertThatThrownBy(stack::faults)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The stack was started without faults: give its builder faults(seed).");
  }

  @Test
  void output_ofFunction_isHeard(Emulator stack) throws Exception {
    ask(stack, "COLOUR");

    await().atMost(ofSeconds(5)).until(() -> OUTPUT.contains("local-Answer asked for COLOUR"));
  }

  @Test
  void environment_killed_isReplaced(Emulator stack) {
    await().atMost(ofSeconds(20)).until(() -> ready(stack).size() == 1);
    long killed = ready(stack).getFirst();

    assertThat(stack.function("Answer").kill(killed)).isTrue();

    await()
        .atMost(ofSeconds(20))
        .until(() -> ready(stack).size() == 1 && !ready(stack).contains(killed));
  }

  @Test
  void environment_replacedAfterItsPackageIsGone_runsTheOneOfTheStart(Emulator stack)
      throws Exception {
    // As a build does that runs beside the stack. Nothing else in this class needs the file.
    Files.deleteIfExists(folder.resolve("function.jar"));
    await().atMost(ofSeconds(20)).until(() -> ready(stack).size() == 1);

    stack.function("Answer").kill(ready(stack).getFirst());

    assertThat(ask(stack, "COLOUR")).isEqualTo("red");
  }

  private static String ask(Emulator stack, String name) throws Exception {
    // Another test may just have killed the only environment.
    await().atMost(ofSeconds(20)).until(() -> ready(stack).size() == 1);
    try (Conversation conversation = new Conversation(stack.webSocketUrl())) {
      return conversation.ask(name);
    }
  }

  private static List<Long> ready(Emulator stack) {
    return stack.function("Answer").environments().stream()
        .filter(environment -> environment.state() == EnvironmentStatus.State.READY)
        .map(EnvironmentStatus::pid)
        .toList();
  }
}
