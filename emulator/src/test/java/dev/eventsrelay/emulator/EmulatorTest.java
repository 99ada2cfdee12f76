// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.websocket.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole emulator around a fixture application. */
class EmulatorTest {
  @TempDir static Path folder;

  private static final List<String> OUTPUT = new CopyOnWriteArrayList<>();

  private static Emulator emulator;

  @BeforeAll
  static void start() throws Exception {
    emulator =
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
                })
            .start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

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
  void function_asked_hasItsVariables(String name, String value) throws Exception {
    assertThat(ask(name)).isEqualTo(value);
  }

  @Test
  void function_withApiUrl_getsTheLocalOne() throws Exception {
    assertThat(ask("CALLBACK")).isEqualTo(emulator.managementUrl().toString());
  }

  @Test
  void function_asked_findsTheEmulatorsDynamoDb() throws Exception {
    assertThat(ask("AWS_ENDPOINT_URL_DYNAMODB")).isEqualTo(emulator.dynamoDbEndpoint().toString());
  }

  @Test
  void function_asked_isToldOfTheNetwork() throws Exception {
    assertThat(ask("HTTPS_PROXY")).startsWith("http://127.0.0.1:");
    assertThat(ask("AWS_ENDPOINT_URL_LAMBDA")).isEqualTo(ask("AWS_ENDPOINT_URL"));
    assertThat(Path.of(ask("AWS_CA_BUNDLE"))).exists();
    assertThat(emulator.certificateFile()).exists();
    assertThat(emulator.secureWebSocketUrl()).hasScheme("wss").hasPath("/test");
  }

  @Test
  void javaOption_given_reachesTheFunction() throws Exception {
    assertThat(ask("colour")).isEqualTo("violet");
  }

  @Test
  void integration_slowerThanItsTimeout_givesTheGatewaysFrame() throws Exception {
    assertThat(ask("SLEEP")).contains("Endpoint request timed out");
  }

  @Test
  void addresses_ofEmulator_areLoopback() {
    assertThat(emulator.webSocketUrl()).hasScheme("ws").hasHost("127.0.0.1").hasPath("/test");
    assertThat(emulator.managementUrl()).hasScheme("http").hasHost("127.0.0.1").hasPath("/test");
    assertThat(emulator.tableName()).isEqualTo("local-Table");
    assertThat(emulator.startDuration()).isPositive();
  }

  @Test
  void environments_overridden_areThatMany() {
    assertThat(emulator.functions()).containsOnlyKeys("Answer");
    assertThat(emulator.function("Answer").function().compute().environments()).isOne();
    assertThat(emulator.function("Answer").function().compute().concurrency()).isEqualTo(3);
  }

  @Test
  void faults_notAskedFor_areRefusedInASentence() {
    assertThat(emulator.controlUrl()).isEmpty();
    assertThatThrownBy(emulator::faults)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The emulator was started without faults: give its builder faults(seed).");
  }

  @Test
  void output_ofFunction_isHeard() throws Exception {
    ask("COLOUR");

    await().atMost(ofSeconds(5)).until(() -> OUTPUT.contains("local-Answer asked for COLOUR"));
  }

  @Test
  void environment_killed_isReplaced() {
    await().atMost(ofSeconds(20)).until(() -> ready().size() == 1);
    long killed = ready().getFirst();

    assertThat(emulator.function("Answer").kill(killed)).isTrue();

    await().atMost(ofSeconds(20)).until(() -> ready().size() == 1 && !ready().contains(killed));
  }

  @Test
  void environment_replacedAfterItsPackageIsGone_runsTheOneOfTheStart() throws Exception {
    // As a build does that runs beside the emulator. Nothing else in this class needs the file.
    Files.deleteIfExists(folder.resolve("function.jar"));
    await().atMost(ofSeconds(20)).until(() -> ready().size() == 1);

    emulator.function("Answer").kill(ready().getFirst());

    assertThat(ask("COLOUR")).isEqualTo("red");
  }

  private static String ask(String name) throws Exception {
    // Another test may just have killed the only environment.
    await().atMost(ofSeconds(20)).until(() -> ready().size() == 1);
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      return client.send(name).next();
    }
  }

  private static List<Long> ready() {
    return emulator.function("Answer").environments().stream()
        .filter(environment -> environment.state() == EnvironmentStatus.State.READY)
        .map(EnvironmentStatus::pid)
        .toList();
  }
}
