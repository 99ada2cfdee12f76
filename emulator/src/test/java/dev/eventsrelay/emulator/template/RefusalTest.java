// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Templates that ask for what the emulator cannot do: each is stopped with the feature's name. */
class RefusalTest {
  private static final String CHAT = TemplateFolder.resource("chat.yaml");

  @TempDir Path path;
  private TemplateFolder folder;

  @BeforeEach
  void packageFunctions() {
    folder = new TemplateFolder(path);
    folder.file("connect/target/connect-1.jar", "");
    folder.file("message.jar", "");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "edits.csv", delimiter = '|', quoteCharacter = '~')
  void template_withUnsupportedPart_isRefusedByName(String from, String to, String sentence) {
    assertThat(CHAT).contains(from);
    assertRefused(CHAT.replace(from, to), sentence);
  }

  @Test
  void apis_several_mustBeChosen() {
    String twoApis =
        CHAT.replace(
            "Resources:",
            """
            Resources:
              Other: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}\
            """);

    assertRefused(twoApis, "There are several WebSocket APIs; choose one with --api: Other, Api.");
    Deployment chosen =
        new Deployment(Map.of(), Optional.of("Api"), Map.of("TOPIC", "none"), Map.of());
    assertThat(folder.read(twoApis, chosen).api().logicalId()).isEqualTo("Api");
  }

  @Test
  void problems_several_areAllSaidWithTheirCause() {
    String wrong =
        CHAT.replace("TimeoutInMillis: 5000", "TimeoutInMillis: 1")
            .replace("Handler: chat.Connect", "InlineCode: b\n      ImageUri: c")
            .replace("CodeUri: ./message.jar", "CodeUri: other.jar");

    assertThatThrownBy(() -> folder.read(wrong, TemplateFolder.WITH_TOPIC))
        .hasMessageContaining("problems:\n  ")
        .hasMessageContaining("  Resources.DefaultIntegration.Properties.TimeoutInMillis must be")
        .hasMessageContaining(
            "Function.Properties: the emulator does not support ImageUri, InlineCode.")
        .hasMessageContaining("  The JAR of MessageFunction is not built yet");
  }

  @Test
  void integration_ofAnotherService_isRefusedAsSuch() {
    String kinesis =
        CHAT.replaceFirst(
            "IntegrationType: AWS_PROXY(?s:.*?)IntegrationUri: [^\n]*",
            """
            IntegrationType: AWS
                  PassthroughBehavior: NEVER
                  RequestTemplates: {a: b}
                  IntegrationUri: arn:aws:apigateway:us-east-1:kinesis:action/PutRecord
                  Other:\
            """);

    assertRefused(kinesis, "the emulator does not support IntegrationType AWS to kinesis");
  }

  @Test
  void variable_fromElsewhere_saysHowToGiveIt() {
    String imported = CHAT.replace("COLOUR: green", "COLOUR: \"{{resolve:ssm:/colour}}\"");

    assertRefused(
        imported, "Give its value with --environment ManagedConnectFunction.COLOUR=VALUE.");
    Deployment given =
        new Deployment(
            Map.of(),
            Optional.empty(),
            Map.of("TOPIC", "none"),
            Map.of("ManagedConnectFunction", Map.of("COLOUR", "red")));
    assertThat(
            requireNonNull(folder.read(imported, given).functions().get("ManagedConnectFunction")))
        .extracting(FunctionDefinition::environment, map(String.class, String.class))
        .doesNotContainKey("COLOUR");
  }

  @Test
  void jar_notBuilt_saysWhatToRun() throws Exception {
    Files.delete(path.resolve("connect/target/connect-1.jar"));

    assertRefused(
        CHAT,
        "The JAR of ManagedConnectFunction is not built yet (%s): build it with \"./mvnw -DskipTests package\"."
            .formatted(path.resolve("connect/target/*.jar")));
  }

  @Test
  void jar_twice_isNotGuessed() {
    folder.file("connect/target/connect-2.jar", "");

    assertRefused(CHAT, "has 2 JARs, so it is not clear which one is ManagedConnectFunction");
  }

  private void assertRefused(String template, String sentence) {
    assertThatThrownBy(() -> folder.read(template, TemplateFolder.WITH_TOPIC))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(sentence)
        .hasMessageStartingWith(path.resolve("template.yaml").toString());
  }
}
