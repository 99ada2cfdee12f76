// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RestsOn(
    value = Evidence.OBSERVED,
    source = "https://gist.github.com/noid11/4aa8933d0b5cdbcc09d377c5d65d28c1")
class ConnectEventTest {
  private final TestFunction function = TestFunction.succeeding();
  private final MovableClock clock = new MovableClock();
  private final Gateway gateway = Gateways.with("$connect", function).clock(clock).start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void connectEvent_plainHandshake_hasExactlyTheObservedFields() throws Exception {
    JsonNode event = connect("/prod", "User-Agent: test/1");
    assertThat(names(event))
        .containsExactlyInAnyOrder(
            "headers", "multiValueHeaders", "requestContext", "isBase64Encoded");
    assertThat(event.path("isBase64Encoded").isBoolean()).isTrue();
    assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    JsonNode context = event.path("requestContext");
    assertThat(names(context))
        .containsExactlyInAnyOrder(
            "routeKey",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(context.path("routeKey").textValue()).isEqualTo("$connect");
    assertThat(context.path("eventType").textValue()).isEqualTo("CONNECT");
    assertThat(context.path("messageDirection").textValue()).isEqualTo("IN");
    assertThat(context.path("stage").textValue()).isEqualTo("prod");
    assertThat(context.path("apiId").textValue()).isEqualTo("a1b2c3d4e5");
    assertThat(context.path("domainName").textValue()).isEqualTo("127.0.0.1:" + gateway.port());
    assertThat(context.path("requestTime").textValue()).isEqualTo("20/Jan/2024:11:55:08 +0000");
    assertThat(context.path("requestTimeEpoch").longValue()).isEqualTo(clock.millis());
    assertThat(context.path("connectedAt").longValue()).isEqualTo(clock.millis());
  }

  @Test
  void connectEvent_ids_haveTheObservedForm() throws Exception {
    JsonNode context = connect("/prod").path("requestContext");
    assertThat(context.path("connectionId").textValue()).matches("[A-Za-z0-9_-]{15}=");
    assertThat(context.path("requestId").textValue()).matches("[A-Za-z0-9_-]{15}=");
    assertThat(context.path("extendedRequestId")).isEqualTo(context.path("requestId"));
  }

  @Test
  void connectEvent_userAgentGiven_identityHasIt() throws Exception {
    JsonNode identity =
        connect("/prod", "User-Agent: test/1").path("requestContext").path("identity");
    assertThat(identity).isEqualTo(json("{\"userAgent\":\"test/1\",\"sourceIp\":\"127.0.0.1\"}"));
  }

  @Test
  void connectEvent_noUserAgent_identityHasOnlyTheAddress() throws Exception {
    JsonNode identity = connect("/prod").path("requestContext").path("identity");
    assertThat(identity).isEqualTo(json("{\"sourceIp\":\"127.0.0.1\"}"));
  }

  @Test
  void connectEvent_headers_keepTheirCaseAndLoseConnectionAndUpgrade() throws Exception {
    JsonNode event = connect("/prod", "X-cUSTOM: a", "Origin: https://o.test");
    assertThat(names(event.path("headers")))
        .containsExactlyInAnyOrder(
            "Host",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "X-cUSTOM",
            "Origin",
            "X-Amzn-Trace-Id",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Forwarded-Proto");
    assertThat(names(event.path("multiValueHeaders"))).isEqualTo(names(event.path("headers")));
    assertThat(event.path("headers").path("X-Forwarded-For").textValue()).isEqualTo("127.0.0.1");
    assertThat(event.path("headers").path("X-Amzn-Trace-Id").textValue())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
  }

  @Test
  void connectEvent_repeatedHeader_hasTheLastValueAndAllValues() throws Exception {
    JsonNode event = connect("/prod", "X-Many: a", "X-Many: b");
    assertThat(event.path("headers").path("X-Many").textValue()).isEqualTo("b");
    assertThat(event.path("multiValueHeaders").path("X-Many")).isEqualTo(json("[\"a\",\"b\"]"));
  }

  @Test
  @RestsOn(
      value = Evidence.INFERRED,
      source = "X-Forwarded-For is a list everywhere on AWS to which each hop adds")
  void connectEvent_forwardedForGiven_addressIsAppended() throws Exception {
    JsonNode event = connect("/prod", "X-Forwarded-For: 192.0.2.1");
    assertThat(event.path("headers").path("X-Forwarded-For").textValue())
        .isEqualTo("192.0.2.1, 127.0.0.1");
  }

  @Test
  void connectEvent_query_isDecodedWithAllValues() throws Exception {
    JsonNode event = connect("/prod?a=1&b=%C3%A9+x&a=2&empty=&bare&s=1;2");
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(json("{\"a\":\"2\",\"b\":\"é x\",\"empty\":\"\",\"bare\":\"\",\"s\":\"1;2\"}"));
    assertThat(event.path("multiValueQueryStringParameters"))
        .isEqualTo(
            json(
                "{\"a\":[\"1\",\"2\"],\"b\":[\"é x\"],\"empty\":[\"\"],\"bare\":[\"\"],"
                    + "\"s\":[\"1;2\"]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:PORT",
        "127.0.0.1:PORT",
        "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      })
  @RestsOn(Evidence.OURS)
  void connectEvent_hostThatFunctionsReach_isTheDomainName(String host) throws Exception {
    String there = host.replace("PORT", Integer.toString(gateway.port()));
    try (RawClient client = RawClient.to(gateway)) {
      client.send(
          RawClient.upgradeRequest("/prod")
              .replace("example.test", there)
              .getBytes(StandardCharsets.UTF_8));
      assertThat(client.readResponse().status()).isEqualTo(101);
    }
    assertThat(function.nextEvent().at("/requestContext/domainName").textValue()).isEqualTo(there);
  }

  private JsonNode connect(String uri, String... headers) throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade(uri, headers);
      assertThat(client.readResponse().status()).isEqualTo(101);
      return function.nextEvent();
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
