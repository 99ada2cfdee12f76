// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
  private static final String TEMPLATE =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: test}}
        Connect:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: $connect, ApiKeyRequired: true, Target: !Sub "integrations/${Mock}"}
        Mock:
          Type: AWS::ApiGatewayV2::Integration
          Properties: {ApiId: !Ref Api, IntegrationType: MOCK}
        Given: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true, Value: a-value-of-20-letters}}
        Generated: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true}}
        Disabled: {Type: AWS::ApiGateway::ApiKey, Properties: {Value: b-value-of-20-letters}}
        Elsewhere: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true, Value: c-value-of-20-letters}}
        Plan:
          Type: AWS::ApiGateway::UsagePlan
          Properties: {ApiStages: [{ApiId: !Ref Api, Stage: !Ref Stage}], Quota: {Limit: 5, Period: DAY}}
        Other: {Type: AWS::ApiGateway::UsagePlan, Properties: {ApiStages: [{ApiId: !Ref Api, Stage: prod}]}}
        K1: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Given, KeyType: API_KEY, UsagePlanId: !Ref Plan}}
        K2: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !GetAtt Generated.APIKeyId, KeyType: API_KEY, UsagePlanId: !GetAtt Plan.Id}}
        K3: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Disabled, KeyType: API_KEY, UsagePlanId: !Ref Plan}}
        K4: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Elsewhere, KeyType: API_KEY, UsagePlanId: !Ref Other}}
      """;
  private static final Deployment DEPLOYMENT =
      new Deployment(Map.of(), Optional.empty(), Map.of(), Map.of());

  @TempDir Path path;
  private TemplateFolder folder;

  @BeforeEach
  void folder() {
    folder = new TemplateFolder(path);
  }

  @Test
  void keys_enabledAndInAUsagePlanOfTheStage_areAccepted() {
    Application application = folder.read(TEMPLATE, DEPLOYMENT);

    assertThat(application.api().apiKeys().keys())
        .containsExactly(
            Map.entry("Given", "a-value-of-20-letters"),
            Map.entry("Generated", "local-Generated-generated-value"));
    assertThat(application.notRun())
        .contains("Quotas and throttles of usage plans: Plan")
        .noneMatch(line -> line.startsWith("Routes that need") || line.startsWith("AWS::"));
  }

  @Test
  void keys_inNoUsagePlanOfTheStage_areSaidAtTheStart() {
    assertThat(folder.read(TEMPLATE.replace("!Ref Stage}", "prod}"), DEPLOYMENT).notRun())
        .contains(
            "Routes that need an API key, of which no usage plan of the stage has an enabled one:"
                + " $connect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Value: a-value-of-20-letters|Value: short|Resources.Given.Properties.Value must have from"
            + " 20 to 128 characters, but has 5.",
        "ProtocolType: WEBSOCKET,|ProtocolType: WEBSOCKET, ApiKeySelectionExpression:"
            + " $request.header.auth,|must be $request.header.x-api-key or"
            + " $context.authorizer.usageIdentifierKey, but is $request.header.auth.",
        "KeyId: !Ref Given|KeyId: a1b2c3|has the key a1b2c3, which is no AWS::ApiGateway::ApiKey of"
            + " this template."
      })
  void key_thatCannotBe_isRefused(String from, String to, String sentence) {
    assertThatThrownBy(() -> folder.read(TEMPLATE.replace(from, to), DEPLOYMENT))
        .hasMessageContaining(sentence);
  }
}
