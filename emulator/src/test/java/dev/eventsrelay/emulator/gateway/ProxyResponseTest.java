// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html")
class ProxyResponseTest {
  @Test
  void parse_statusAndBody_areTaken() {
    assertThat(parse("{\"statusCode\":201,\"body\":\"x\"}"))
        .isEqualTo(new ProxyResponse(201, "x", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"statusCode\":200}", "{\"statusCode\":200,\"body\":null}"})
  void parse_noBody_isEmptyText(String payload) {
    assertThat(parse(payload)).isEqualTo(new ProxyResponse(200, "", null));
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "Lambda blueprints write the status as a string")
  void parse_statusIsAString_isTaken() {
    assertThat(parse("{\"statusCode\":\"200\"}")).isEqualTo(new ProxyResponse(200, "", null));
  }

  @Test
  void parse_base64Body_isDecoded() {
    assertThat(parse("{\"statusCode\":200,\"body\":\"w6k=\",\"isBase64Encoded\":true}"))
        .isEqualTo(new ProxyResponse(200, "é", null));
  }

  @Test
  void parse_multiValueSubprotocol_isTaken() {
    assertThat(
            parse(
                "{\"statusCode\":200,\"multiValueHeaders\":{\"Sec-Websocket-Protocol\":[\"p\"]}}"))
        .isEqualTo(new ProxyResponse(200, "", "p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | it is no object.",
        "200 | it is no object.",
        "x | it is not JSON.",
        "{} | it has no statusCode.",
        "{\"statusCode\":null} | it has no statusCode.",
        "{\"statusCode\":\"ok\"} | its statusCode is \"ok\" and must be from 200 to 599.",
        "{\"statusCode\":99} | its statusCode is 99 and must be from 200 to 599.",
        "{\"statusCode\":101} | its statusCode is 101 and must be from 200 to 599.",
        "{\"statusCode\":600} | its statusCode is 600 and must be from 200 to 599.",
        "{\"statusCode\":200.5} | its statusCode is 200.5 and must be from 200 to 599.",
        "{\"statusCode\":true} | its statusCode is true and must be from 200 to 599.",
        "{\"statusCode\":200,\"body\":{}} | its body is no string.",
        "{\"statusCode\":200,\"headers\":[]} | headers is no object.",
        "{\"statusCode\":200,\"isBase64Encoded\":\"yes\"} | isBase64Encoded is neither true nor"
            + " false.",
        "{\"statusCode\":200,\"message\":\"x\"} | API Gateway does not know its member message.",
        "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"a b\"}} | its"
            + " Sec-WebSocket-Protocol is no token.",
        "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true} | its body is not Base64.",
      })
  @RestsOn(
      value = Evidence.OBSERVED,
      source = "https://repost.aws/knowledge-center/malformed-502-api-gateway")
  void parse_malformed_saysWhy(String payload, String why) {
    assertThatThrownBy(() -> parse(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  private static ProxyResponse parse(String payload) {
    return ProxyResponse.parse(payload.getBytes(StandardCharsets.UTF_8));
  }
}
