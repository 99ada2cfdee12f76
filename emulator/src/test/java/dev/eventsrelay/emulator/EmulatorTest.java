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

/** The emulator around a fixture application, as JUnit gives it to a test. */
class EmulatorTest {
  @TempDir static Path folder;

  private static final List<String> OUTPUT = new CopyOnWriteArrayList<>();

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
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
  void function_asked_hasItsVariables(String name, String value, Emulator emulator)
      throws Exception {
    assertThat(ask(emulator, name)).isEqualTo(value);
  }

  @Test
  void function_withApiUrl_getsTheLocalOne(Emulator emulator) throws Exception {
    assertThat(ask(emulator, "CALLBACK")).isEqualTo(emulator.managementUrl().toString());
  }

  @Test
  void function_asked_findsTheEmulatorsDynamoDb(Emulator emulator) throws Exception {
    assertThat(ask(emulator, "AWS_ENDPOINT_URL_DYNAMODB"))
        .isEqualTo(emulator.dynamoDbEndpoint().toString());
  }

  @Test
  void javaOption_given_reachesTheFunction(Emulator emulator) throws Exception {
    assertThat(ask(emulator, "colour")).isEqualTo("violet");
  }

  @Test
  void integration_slowerThanItsTimeout_givesTheGatewaysFrame(Emulator emulator) throws Exception {
    assertThat(ask(emulator, "SLEEP")).contains("Endpoint request timed out");
  }

  @Test
  void addresses_ofEmulator_areLoopback(Emulator emulator) {
    assertThat(emulator.webSocketUrl()).hasScheme("ws").hasHost("127.0.0.1").hasPath("/test");
    assertThat(emulator.managementUrl()).hasScheme("http").hasHost("127.0.0.1").hasPath("/test");
    assertThat(emulator.tableName()).isEqualTo("local-Table");
    assertThat(emulator.startDuration()).isPositive();
  }

  @Test
  void environments_overridden_areThatMany(Emulator emulator) {
    assertThat(emulator.functions()).containsOnlyKeys("Answer");
    assertThat(emulator.function("Answer").function().environments()).isOne();
    assertThat(emulator.function("Answer").function().concurrency()).isEqualTo(3);
  }

  @Test
  void faults_notAskedFor_areRefusedInASentence(Emulator emulator) {
    assertThat(emulator.controlUrl()).isEmpty();
    assertThatThrownBy(emulator::faults)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The emulator was started without faults: give its builder faults(seed).");
  }

  @Test
  void output_ofFunction_isHeard(Emulator emulator) throws Exception {
    ask(emulator, "COLOUR");

    await().atMost(ofSeconds(5)).until(() -> OUTPUT.contains("local-Answer asked for COLOUR"));
  }

  @Test
  void environment_killed_isReplaced(Emulator emulator) {
    await().atMost(ofSeconds(20)).until(() -> ready(emulator).size() == 1);
    long killed = ready(emulator).getFirst();

    assertThat(emulator.function("Answer").kill(killed)).isTrue();

    await()
        .atMost(ofSeconds(20))
        .until(() -> ready(emulator).size() == 1 && !ready(emulator).contains(killed));
  }

  @Test
  void environment_replacedAfterItsPackageIsGone_runsTheOneOfTheStart(Emulator emulator)
      throws Exception {
    // As a build does that runs beside the emulator. Nothing else in this class needs the file.
    Files.deleteIfExists(folder.resolve("function.jar"));
    await().atMost(ofSeconds(20)).until(() -> ready(emulator).size() == 1);

    emulator.function("Answer").kill(ready(emulator).getFirst());

    assertThat(ask(emulator, "COLOUR")).isEqualTo("red");
  }

  private static String ask(Emulator emulator, String name) throws Exception {
    // Another test may just have killed the only environment.
    await().atMost(ofSeconds(20)).until(() -> ready(emulator).size() == 1);
    try (Conversation conversation = new Conversation(emulator.webSocketUrl())) {
      return conversation.ask(name);
    }
  }

  private static List<Long> ready(Emulator emulator) {
    return emulator.function("Answer").environments().stream()
        .filter(environment -> environment.state() == EnvironmentStatus.State.READY)
        .map(EnvironmentStatus::pid)
        .toList();
  }
}
