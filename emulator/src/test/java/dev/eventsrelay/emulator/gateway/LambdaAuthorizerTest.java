// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaAuthorizerTest {
  private static final String GUIDE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html";
  private static final String RESOURCE =
      "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html";
  private static final String OUTPUT =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html";
  private static final String CAPTURE =
      "https://github.com/localstack/localstack/issues/7191, and the example of the guide";

  private static final String PREFIX = "arn:aws:execute-api:us-east-1:123456789012";
  private static final String ARN = PREFIX + ":a1b2c3d4e5/prod/$connect";

  private final TestFunction connect = TestFunction.succeeding();
  private final TestFunction messages = TestFunction.succeeding();
  private final TestFunction disconnects = TestFunction.succeeding();

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = GUIDE)
  void policy_allows_opensTheConnection() throws Exception {
    assertThat(status(policy("Allow", ARN))).isEqualTo(101);
    assertThat(connect.events()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"Deny,*", "Allow,arn:aws:execute-api:us-east-1:123456789012:other/prod/$connect"})
  @RestsOn(value = Evidence.DOCUMENTED, source = GUIDE)
  void policy_deniesOrDoesNotAllow_is403AndNoFunctionHears(String effect, String resource)
      throws Exception {
    assertThat(status(policy(effect, resource))).isEqualTo(403);
    assertThat(connect.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, 101",
    "execute-api:*,      101",
    "EXECUTE-API:invoke, 101",
    "*,                  101",
    "execute-api:Manage, 403"
  })
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source =
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html")
  void policy_action_coversInvokeOrDoesNot(String action, int status) throws Exception {
    String policy = policy("Allow", "*").replace("execute-api:Invoke", action);

    assertThat(status(policy)).isEqualTo(status);
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source =
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html")
  void policy_allowsAndDenies_is403() throws Exception {
    String both =
        """
        {"principalId": "p", "policyDocument": {"Statement": [
          {"Effect": "Allow", "Action": ["execute-api:Invoke"], "Resource": ["*"]},
          {"Effect": "Deny", "Action": "execute-api:*", "Resource": "*/prod/$c?nnect"}]}}
        """;

    assertThat(status(both)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "{\"principalId\": \"p\"}",
        "{\"principalId\": \"p\", \"policyDocument\": {\"Statement\": []}}",
        "{\"principalId\": \"p\", \"policyDocument\": {\"Statement\": [{\"Effect\": \"May\","
            + " \"Action\": \"*\", \"Resource\": \"*\"}]}}",
        "{\"principalId\": \"p\", \"policyDocument\": {\"Statement\": [{\"Effect\": \"Allow\","
            + " \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {}}]}}",
        "{\"principalId\": \"p\", \"context\": {\"a\": []}, \"policyDocument\": {\"Statement\":"
            + " [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}}"
      })
  @RestsOn(value = Evidence.DOCUMENTED, source = OUTPUT)
  void response_malformed_is500(String payload) throws Exception {
    assertThat(status(payload)).isEqualTo(500);
    assertThat(connect.events()).isEmpty();
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "REST APIs answer AUTHORIZER_FAILURE with 500")
  void function_fails_is500() throws Exception {
    assertThat(status(new InvocationResult.FunctionError("Error", "broken"))).isEqualTo(500);
    assertThat(status(new InvocationResult.TimedOut(Duration.ofSeconds(3)))).isEqualTo(500);
    assertThat(status(new InvocationResult.Throttled())).isEqualTo(500);
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "REST APIs answer AUTHORIZER_FAILURE with 500")
  void function_doesNotAnswerInTime_is500() throws Exception {
    GatewaySettings settings =
        GatewaySettings.builder().integrationTimeout(Duration.ofMillis(50)).build();
    try (Gateway gateway =
        gateway(TestFunction.endingWith(new CompletableFuture<>())).settings(settings).start()) {
      assertThat(handshake(gateway, "/prod")).isEqualTo(500);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = GUIDE)
  void function_throwsUnauthorized_is401() throws Exception {
    assertThat(status(new InvocationResult.FunctionError("Error", "Unauthorized"))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "/prod?token=1, AUTH: x, 101",
    "/prod?token=1, Other: x, 401",
    "/prod,         Auth: x, 401",
    "/prod?token=,  Auth: x, 401",
    "/prod?token=1, Auth:,   401"
  })
  @RestsOn(value = Evidence.DOCUMENTED, source = RESOURCE)
  void identity_missingOrEmpty_is401AndTheFunctionIsNotAsked(
      String uri, String header, int expected) throws Exception {
    TestFunction function = TestFunction.returningText(policy("Allow", ARN));
    try (Gateway gateway =
        gateway(function, "route.request.header.Auth", "route.request.querystring.token").start()) {
      assertThat(handshake(gateway, uri, header)).isEqualTo(expected);
      assertThat(function.events()).hasSize(expected == 101 ? 1 : 0);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RESOURCE)
  void results_ofTheSameClient_areNotCached() throws Exception {
    TestFunction function = TestFunction.returningText(policy("Allow", ARN));
    try (Gateway gateway = gateway(function, "route.request.header.Auth").start()) {
      handshake(gateway, "/prod", "Auth: x");
      handshake(gateway, "/prod", "Auth: x");
      assertThat(function.events()).hasSize(2);
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = CAPTURE)
  void event_ofAHandshake_hasTheObservedMembers() throws Exception {
    TestFunction function = TestFunction.returningText(policy("Allow", ARN));
    try (Gateway gateway = gateway(function).start()) {
      handshake(gateway, "/prod?QueryString1=a%20b", "HeaderAuth1: headerValue1");
    }
    JsonNode event = function.nextEvent();
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "type",
            "methodArn",
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "stageVariables",
            "requestContext");
    assertThat(event.path("type").asText()).isEqualTo("REQUEST");
    assertThat(event.path("methodArn").asText()).isEqualTo(ARN);
    assertThat(event.path("headers").path("HeaderAuth1").asText()).isEqualTo("headerValue1");
    assertThat(event.path("headers").path("Connection").asText()).isEqualTo("upgrade");
    assertThat(event.path("headers").path("Upgrade").asText()).isEqualTo("websocket");
    assertThat(event.path("queryStringParameters").path("QueryString1").asText()).isEqualTo("a b");
    assertThat(event.path("stageVariables").isObject()).isTrue();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("routeKey").asText()).isEqualTo("$connect");
    assertThat(context.path("eventType").asText()).isEqualTo("CONNECT");
    assertThat(context.has("authorizer")).isFalse();
    assertThat(context.path("connectionId"))
        .isEqualTo(connect.nextEvent().path("requestContext").path("connectionId"));
  }

  @Test
  @RestsOn(
      value = Evidence.OBSERVED,
      source = "https://github.com/dherault/serverless-offline/issues/1379, values as in " + OUTPUT)
  void context_ofTheAuthorizer_isInEveryLaterEventAsText() throws Exception {
    String answer =
        policy("Allow", ARN)
            .replace("}]}}", "}]}, \"context\": {\"text\": \"a\", \"number\": 1, \"flag\": true}}");
    try (Gateway gateway = gateway(TestFunction.returningText(answer)).start()) {
      try (RawClient client = RawClient.connected(gateway)) {
        client.sendText("x");
        assertHasContext(connect.nextEvent());
        assertHasContext(messages.nextEvent());
      }
      assertHasContext(disconnects.nextEvent());
    }
  }

  private static void assertHasContext(JsonNode event) {
    JsonNode authorizer = event.path("requestContext").path("authorizer");
    assertThat(authorizer.path("principalId").textValue()).isEqualTo("somebody");
    assertThat(authorizer.path("text").textValue()).isEqualTo("a");
    assertThat(authorizer.path("number").textValue()).isEqualTo("1");
    assertThat(authorizer.path("flag").textValue()).isEqualTo("true");
  }

  private int status(String payload) throws Exception {
    return status(TestFunction.response(payload));
  }

  private int status(InvocationResult answer) throws Exception {
    try (Gateway gateway = gateway(TestFunction.ending(answer)).start()) {
      return handshake(gateway, "/prod");
    }
  }

  private static int handshake(Gateway gateway, String uri, String... headers) throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade(uri, headers);
      return client.readResponse().status();
    }
  }

  private Gateway.Builder gateway(LambdaFunction authorizer, String... identitySources) {
    return Gateways.with("$connect", connect, "$default", messages, "$disconnect", disconnects)
        .authorization(
            new ConnectAuthorization.Lambda(
                authorizer,
                List.of(identitySources).stream().map(IdentitySource::parse).toList(),
                PREFIX));
  }

  private static String policy(String effect, String resource) {
    return """
    {"principalId": "somebody", "policyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "%s", "Action": "execute-api:Invoke", "Resource": "%s"}]}}\
    """
        .formatted(effect, resource);
  }
}
