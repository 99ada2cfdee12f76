// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {
  private static final String CHAT = TemplateFolder.resource("chat.yaml");
  private static final Deployment DEPLOYMENT = TemplateFolder.WITH_TOPIC;

  @TempDir Path path;
  private TemplateFolder folder;

  @BeforeEach
  void packageFunctions() {
    folder = new TemplateFolder(path);
    folder.file("connect/target/connect-1.jar", "");
    folder.file("connect/target/original-connect-1.jar", "");
    folder.file("connect/target/connect-1-sources.jar", "");
    folder.file("message.jar", "");
  }

  @Test
  void api_ofTemplate_hasStageAndRoutes() {
    WebSocketApiDefinition api = folder.read(CHAT, DEPLOYMENT).api();

    assertThat(api.logicalId()).isEqualTo("Api");
    assertThat(api.stage()).isEqualTo("prod");
    assertThat(api.routeSelectionExpression()).isEqualTo("$request.body.action");
    assertThat(api.routes())
        .containsExactly(
            entry("$connect", routeTo("ManagedConnectFunction", false, 29)),
            entry("$default", routeTo("MessageFunction", true, 5)));
  }

  @Test
  void api_withoutAuthorization_letsEverybodyIn() {
    assertThat(folder.read(CHAT, DEPLOYMENT).api().authorization())
        .isEqualTo(new AuthorizationDefinition.None());
  }

  @Test
  void api_withIam_asksForASignature() {
    String signed =
        CHAT.replace("RouteKey: $connect,", "RouteKey: $connect, AuthorizationType: AWS_IAM,");

    assertThat(folder.read(signed, DEPLOYMENT).api().authorization())
        .isEqualTo(new AuthorizationDefinition.Iam());
  }

  @Test
  void api_withAuthorizer_asksItsFunction() {
    Application application = folder.read(withAuthorizer("AuthorizerType: REQUEST"), DEPLOYMENT);

    assertThat(application.api().authorization())
        .isEqualTo(
            new AuthorizationDefinition.Lambda(
                "StandardConnectFunction", List.of("route.request.header.Auth")));
    assertThat(application.functions())
        .containsOnlyKeys("ManagedConnectFunction", "StandardConnectFunction", "MessageFunction");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AuthorizerType: JWT | Resources.Authorizer.Properties: the emulator does not support"
            + " AuthorizerType JWT, only REQUEST.",
        "AuthorizerResultTtlInSeconds: 300 | Resources.Authorizer.Properties: the emulator does"
            + " not support AuthorizerResultTtlInSeconds.",
        "Name: a | Resources.Authorizer.Properties has no AuthorizerType."
      })
  void authorizer_ofAnHttpApi_isRefusedByName(String property, String sentence) {
    String template = withAuthorizer(property);

    assertThatThrownBy(() -> folder.read(template, DEPLOYMENT)).hasMessageContaining(sentence);
  }

  /** The chat with a function that is asked at $connect. */
  private static String withAuthorizer(String property) {
    return CHAT.replace(
            "RouteKey: $connect,",
            "RouteKey: $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Authorizer,")
        .replace(
            "  ConnectRoute:",
            """
            Authorizer:
              Type: AWS::ApiGatewayV2::Authorizer
              Properties:
                ApiId: !Ref Api
                %s
                IdentitySource: [route.request.header.Auth]
                AuthorizerUri: !Sub
                  - arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Target}/invocations
                  - Target: !Ref StandardConnectFunction.Alias
            ConnectRoute:\
            """
                .formatted(property)
                .indent(2)
                .stripTrailing());
  }

  @Test
  void functions_ofRoutes_areTheOnlyOnes() {
    assertThat(folder.read(CHAT, DEPLOYMENT).functions())
        .containsOnlyKeys("ManagedConnectFunction", "MessageFunction");
  }

  @Test
  void application_listsWhatDoesNotRunHere() {
    assertThat(folder.read(CHAT, DEPLOYMENT).notRun())
        .containsExactly(
            "Functions without a route, unless another function invokes them:"
                + " StandardConnectFunction, UnusedFunction",
            "AWS::SNS::Topic: Topic",
            "Other APIs: Web",
            "$disconnect: the API has no such route, so nobody hears of closed connections");
  }

  @Test
  void function_managed_isResolvedCompletely() {
    FunctionDefinition connect = function(folder.read(CHAT, DEPLOYMENT), "ManagedConnectFunction");

    assertThat(connect.name()).isEqualTo("local-ManagedConnectFunction");
    assertThat(connect.runtime()).isEqualTo("java25");
    assertThat(connect.handler()).isEqualTo("chat.Connect");
    assertThat(connect.code()).isEqualTo(path.resolve("connect/target/connect-1.jar"));
    assertThat(connect.memoryMegabytes()).isEqualTo(2048);
    assertThat(connect.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(connect.capacity()).isEqualTo(new Capacity.Managed(3, 64));
    assertThat(connect.environment())
        .containsOnlyKeys("TABLE", "CALLBACK", "COLOUR")
        .containsEntry("TABLE", "local-Table")
        .containsEntry("COLOUR", "green");
  }

  @Test
  void function_withProfileParameter_followsTheMapping() {
    FunctionDefinition connect = function(read("Profile", "large"), "ManagedConnectFunction");

    assertThat(connect.capacity()).isEqualTo(new Capacity.Managed(6, 256));
    assertThat(connect.memoryMegabytes()).isEqualTo(8192);
  }

  @Test
  void function_managedWithoutConcurrency_takes32PerVcpu() {
    FunctionDefinition message = function(folder.read(CHAT, DEPLOYMENT), "MessageFunction");

    // 8 GiB at 4 GiB per vCPU.
    assertThat(message.capacity()).isEqualTo(new Capacity.Managed(3, 64));
    assertThat(message.handler()).isEqualTo("chat.Message::handle");
    assertThat(message.environment()).containsEntry("COLOUR", "blue").containsEntry("SIZE", "3");
  }

  @Test
  void integration_mock_isReadWithItsTemplatesAndResponses() {
    String mock =
        CHAT.replaceFirst(
            "IntegrationType: AWS_PROXY\n      TimeoutInMillis: 5000\n      IntegrationUri: [^\n]*",
            """
            IntegrationType: MOCK
                  PayloadFormatVersion: "1.0"
                  RequestTemplates: {"200": '{"statusCode": 200}'}
                  TemplateSelectionExpression: "200"
              DefaultIntegrationResponse:
                Type: AWS::ApiGatewayV2::IntegrationResponse
                Properties:
                  ApiId: !Ref Api
                  IntegrationId: !Ref DefaultIntegration
                  IntegrationResponseKey: /2../
                  ResponseTemplates: {"a": answer}
                  TemplateSelectionExpression: \\${request.body.kind}\
            """);

    assertThat(require(folder.read(mock, DEPLOYMENT).api().routes(), "$default").integration())
        .isEqualTo(
            new IntegrationDefinition.Mock(
                "Resources.DefaultIntegration.Properties",
                new IntegrationDefinition.Mapping(
                    Map.of(),
                    Map.of("200", "{\"statusCode\": 200}"),
                    "200",
                    "WHEN_NO_MATCH",
                    List.of(
                        new IntegrationDefinition.Response(
                            "/2../", Map.of("a", "answer"), "${request.body.kind}")))));
  }

  @Test
  void route_switchedToStandard_runsTheOtherFunctionOneAtATime() {
    Application application = read("ConnectCompute", "standard");

    assertThat(require(application.api().routes(), "$connect").integration())
        .isEqualTo(new IntegrationDefinition.Function("StandardConnectFunction"));
    assertThat(application.functions())
        .containsOnlyKeys("StandardConnectFunction", "MessageFunction");
    assertThat(function(application, "StandardConnectFunction").capacity())
        .isEqualTo(new Capacity.Standard(Optional.empty(), Optional.empty(), true, "1", "Text"));
  }

  @Test
  void function_standardWithProvisionedConcurrency_runsThatManyEnvironments() {
    Map<String, String> parameters =
        Map.of("ConnectCompute", "standard", "ProvisionedConcurrency", "5");
    Application application = folder.read(CHAT, TemplateFolder.withTopic(parameters));

    assertThat(function(application, "StandardConnectFunction").capacity())
        .isEqualTo(new Capacity.Standard(Optional.of(5), Optional.empty(), true, "1", "Text"));
  }

  @Test
  void function_switchedByConditionalProvider_needsNoProvider() {
    Map<String, String> parameters =
        Map.of("ConnectCompute", "standard", "MessageCompute", "standard");
    Application application = folder.read(CHAT, TemplateFolder.withTopic(parameters));

    assertThat(function(application, "MessageFunction").capacity())
        .isEqualTo(
            new Capacity.Standard(Optional.empty(), Optional.empty(), false, "$LATEST", "Text"));
  }

  @Test
  void table_ofTemplate_keepsWhatDecidesItsBehaviour() {
    TableDefinition table = require(folder.read(CHAT, DEPLOYMENT).tables(), "Table");

    assertThat(table.name()).isEqualTo("local-Table");
    assertThat(table.properties())
        .hasToString(
            "{\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],"
                + "\"BillingMode\":\"PAY_PER_REQUEST\","
                + "\"TimeToLiveSpecification\":{\"AttributeName\":\"ttl\",\"Enabled\":true},"
                + "\"TableName\":\"local-Table\"}");
  }

  @Test
  void environment_withApiUrl_becomesLocal() {
    Application application = folder.read(CHAT, DEPLOYMENT);
    String callback = require(function(application, "MessageFunction").environment(), "CALLBACK");

    assertThat(callback)
        .matches("https://[a-z0-9]{10}\\.execute-api\\.us-east-1\\.amazonaws\\.com/prod");
    ExecuteApi endpoint = application.api().endpoint();
    assertThat(endpoint.localize(callback, "127.0.0.1:3001"))
        .isEqualTo("http://127.0.0.1:3001/prod");
    assertThat(endpoint.localize("wss://" + endpoint.host() + "/prod", "127.0.0.1:3001"))
        .isEqualTo("ws://127.0.0.1:3001/prod");
    assertThat(endpoint.localize("https://example.com", "127.0.0.1:3001"))
        .isEqualTo("https://example.com");
  }

  @Test
  void environment_thatCannotBeKnown_namesTheVariable() {
    assertThatThrownBy(() -> folder.read(CHAT, Deployment.DEFAULT))
        .hasMessageContaining(
            "Resources.MessageFunction.Properties.Environment.Variables.TOPIC needs"
                + " Topic.TopicArn");
  }

  @Test
  void template_asJson_isTheSame() throws Exception {
    Path yaml = folder.write(CHAT);
    Path json = folder.file("template.json", TemplateReader.read(yaml).toPrettyString());

    assertThat(Application.read(json, DEPLOYMENT))
        .usingRecursiveComparison()
        .ignoringFields("unrouted.definition")
        .isEqualTo(Application.read(yaml, DEPLOYMENT));
  }

  private Application read(String parameter, String value) {
    return folder.read(CHAT, TemplateFolder.withTopic(Map.of(parameter, value)));
  }

  private static RouteDefinition routeTo(String function, boolean response, int seconds) {
    return new RouteDefinition(
        new IntegrationDefinition.Function(function), response, Duration.ofSeconds(seconds), false);
  }

  private static FunctionDefinition function(Application application, String logicalId) {
    return require(application.functions(), logicalId);
  }

  private static <T> T require(Map<String, T> map, String key) {
    return requireNonNull(map.get(key), key);
  }
}
