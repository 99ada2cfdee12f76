// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html")
class ProxyResponseTest {
  @Test
  void parse_statusAndBody_areTaken() {
    assertThat(parse("{\"statusCode\":201,\"body\":\"x\"}"))
        .hasValue(new ProxyResponse(201, "x", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"statusCode\":200}", "{\"statusCode\":200,\"body\":null}"})
  void parse_noBody_isEmptyText(String payload) {
    assertThat(parse(payload)).hasValue(new ProxyResponse(200, "", null));
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "Lambda blueprints write the status as a string")
  void parse_statusIsAString_isTaken() {
    assertThat(parse("{\"statusCode\":\"200\"}")).hasValue(new ProxyResponse(200, "", null));
  }

  @Test
  void parse_base64Body_isDecoded() {
    assertThat(parse("{\"statusCode\":200,\"body\":\"w6k=\",\"isBase64Encoded\":true}"))
        .hasValue(new ProxyResponse(200, "é", null));
  }

  @Test
  void parse_multiValueSubprotocol_isTaken() {
    assertThat(
            parse(
                "{\"statusCode\":200,\"multiValueHeaders\":{\"Sec-Websocket-Protocol\":[\"p\"]}}"))
        .hasValue(new ProxyResponse(200, "", "p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "200",
        "{\"statusCode\":\"ok\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":101}",
        "{\"statusCode\":600}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"a\\r\\nX: 1\"}}",
        "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true}"
      })
  void parse_malformed_isEmpty(String payload) {
    assertThat(parse(payload)).isEmpty();
  }

  private static Optional<ProxyResponse> parse(String payload) {
    return ProxyResponse.parse(payload.getBytes(StandardCharsets.UTF_8));
  }
}
