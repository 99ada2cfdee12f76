// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.gateway.ApiKeys.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String EXPRESSIONS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html";
  private static final String KEY_SOURCE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html";
  private static final String CONTEXT =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html";

  private static final String KEY = "a-key-of-the-stage-1";

  private final TestFunction connect = TestFunction.succeeding();
  private final TestFunction messages = TestFunction.succeeding();
  private final List<RouteCall> calls = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "X-API-KEY: a-key-of-the-stage-1, 101",
    "x-api-key: a-key-of-the-stage-2, 403",
    "x-api-key:, 403",
    "Other: a-key-of-the-stage-1, 403"
  })
  @RestsOn(value = Evidence.DOCUMENTED, source = KEY_SOURCE)
  void connect_withAKeyOfTheStageOnly_isLetIn(String header, int status) throws Exception {
    try (Gateway gateway = gateway(Source.HEADER, true, false).start();
        RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod", header);

      RawClient.Response response = client.readResponse();
      assertThat(response.status()).isEqualTo(status);
      if (status == 403) {
        assertThat(response.body()).startsWith("{\"message\": \"Forbidden\", ");
        assertThat(connect.events()).isEmpty();
        assertThat(calls)
            .extracting(RouteCall::summary)
            .singleElement()
            .asString()
            .endsWith("403 after 0 ms, the client has no API key of the stage");
      }
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "the connection keeps the key of its handshake")
  void message_onARouteThatNeedsAKey_needsItInTheHandshake() throws Exception {
    try (Gateway gateway = gateway(Source.HEADER, false, true).start();
        RawClient without = RawClient.connected(gateway);
        RawClient with = RawClient.to(gateway)) {
      with.requestUpgrade("/prod", "x-api-key: " + KEY);
      assertThat(with.readResponse().status()).isEqualTo(101);

      without.sendText("x");
      assertThat(without.readText()).startsWith("{\"message\": \"Forbidden\", ");
      with.sendText("y");
      assertThat(messages.nextEvent().path("body").asText()).isEqualTo("y");
      assertThat(messages.events()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"usageIdentifierKey\": \"a-key-of-the-stage-1\"",
        "\"context\": {\"usageIdentifierKey\": \"a-key-of-the-stage-1\"}"
      })
  @RestsOn(value = Evidence.DOCUMENTED, source = EXPRESSIONS)
  void connect_keyOfTheAuthorizer_isLetIn(String member) throws Exception {
    assertThat(statusWhenAuthorized(member)).isEqualTo(101);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = EXPRESSIONS)
  void connect_authorizerWithoutKey_isRefusedWhateverTheHeader() throws Exception {
    assertThat(statusWhenAuthorized("\"context\": {}")).isEqualTo(403);
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "the variables of " + CONTEXT)
  void event_ofAClientWithAKey_namesIt() throws Exception {
    try (Gateway gateway = gateway(Source.HEADER, true, false).start();
        RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod", "x-api-key: " + KEY);

      JsonNode identity = connect.nextEvent().path("requestContext").path("identity");
      assertThat(identity.path("apiKey").asText()).isEqualTo(KEY);
      assertThat(identity.path("apiKeyId").asText()).isEqualTo("one");
    }
  }

  private int statusWhenAuthorized(String member) throws Exception {
    TestFunction authorizer =
        TestFunction.returningText(
            """
            {"principalId": "p", %s, "policyDocument": {"Statement": [
              {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}]}}
            """
                .formatted(member));
    Gateway.Builder builder =
        gateway(Source.AUTHORIZER, true, false)
            .authorization(new ConnectAuthorization.Lambda(authorizer, List.of(), "arn:aws"));
    try (Gateway gateway = builder.start();
        RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod", "x-api-key: " + KEY);
      return client.readResponse().status();
    }
  }

  private Gateway.Builder gateway(Source source, boolean connectNeeds, boolean messagesNeed) {
    return Gateway.builder()
        .accessLog(calls::add, AccessLogFormat.DEFAULT)
        .api(
            new WebSocketApi(
                "a1b2c3d4e5",
                "prod",
                "$request.body.action",
                Map.of(
                    "$connect", route(connect, connectNeeds),
                    "$default", route(messages, messagesNeed)),
                new ApiKeys(source, Map.of(KEY, "one")),
                Map.of()));
  }

  private static Route route(TestFunction function, boolean apiKeyRequired) {
    return new Route(new RouteTarget.Proxy(function), false, apiKeyRequired, Route.MAX_TIMEOUT);
  }
}
