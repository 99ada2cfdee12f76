// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketEventTest {
  @Test
  void message_hasItsContextAndBody() throws IOException {
    WebSocketEvent event =
        read(
            """
            {"requestContext":{"routeKey":"$default","messageId":"R4ZdwcvgIAMCK-g=","eventType":"MESSAGE",
            "extendedRequestId":"R4ZdwHyCoAMFYyA=","requestTime":"20/Jan/2024:11:55:08 +0000",
            "messageDirection":"IN","stage":"prod","connectedAt":1705751648000,"requestTimeEpoch":1705751708123,
            "identity":{"sourceIp":"203.0.113.7","connectionId":"not this one","stage":["nor this"]},
            "requestId":"R4ZdwHyCoAMFYyA=","domainName":"abcdefghij.execute-api.us-east-1.amazonaws.com",
            "connectionId":"R4Zdvd8eoAMCK-g=","apiId":"abcdefghij"},
            "isBase64Encoded":false,"body":"{\\"guid\\":\\"g\\",\\"text\\":\\"\\u00e9 \\ud83d\\ude00 \\n\\"}"}
            """);

    assertThat(event.getBody()).isEqualTo("{\"guid\":\"g\",\"text\":\"é 😀 \n\"}");
    WebSocketEvent.RequestContext context = event.getRequestContext();
    assertThat(context.getConnectionId()).isEqualTo("R4Zdvd8eoAMCK-g=");
    assertThat(context.getApiId()).isEqualTo("abcdefghij");
    assertThat(context.getStage()).isEqualTo("prod");
    assertThat(context.getConnectedAt()).isEqualTo(1_705_751_648_000L);
    assertThat(context.getRequestTimeEpoch()).isEqualTo(1_705_751_708_123L);
    assertThat(context.getDisconnectStatusCode()).isNull();
    assertThat(context.getDisconnectReason()).isNull();
  }

  @Test
  void disconnect_hasItsStatusAndReason() throws IOException {
    WebSocketEvent event =
        read(
            """
            {"headers":{"Host":"abcdefghij.execute-api.us-east-1.amazonaws.com","X-Forwarded-For":""},
            "multiValueHeaders":{"Host":["abcdefghij.execute-api.us-east-1.amazonaws.com"]},
            "requestContext":{"routeKey":"$disconnect","disconnectStatusCode":1001,"eventType":"DISCONNECT",
            "disconnectReason":"Going away","connectionId":"c="},"isBase64Encoded":false}
            """);

    WebSocketEvent.RequestContext context = event.getRequestContext();
    assertThat(context.getConnectionId()).isEqualTo("c=");
    assertThat(context.getDisconnectStatusCode()).isEqualTo(1001);
    assertThat(context.getDisconnectReason()).isEqualTo("Going away");
    assertThat(event.getBody()).isNull();
  }

  @Test
  void bodyOfTheLargestMessage_isRead() throws IOException {
    String body = "x".repeat(128 * 1024);

    assertThat(read("{\"body\":\"" + body + "\"}").getBody()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"requestContext\":null,\"body\":null}",
        "{\"requestContext\":[{\"connectionId\":\"c=\"}],\"body\":{\"body\":\"b\"}}",
        "{\"requestContext\":\"c=\",\"other\":{\"requestContext\":{\"connectionId\":\"c=\"}}}"
      })
  void eventOfSomethingElse_hasNeitherContextNorBody(String json) throws IOException {
    WebSocketEvent event = read(json);

    assertThat(event.getRequestContext().getConnectionId()).isNull();
    assertThat(event.getBody()).isNull();
  }

  @Test
  void headersAndQuery_ofAConnection_areRead() throws IOException {
    WebSocketEvent event =
        read(
            """
            {"headers":{"Host":"h","X-Names":["no text"],"Authorization":"Bearer t"},
            "multiValueHeaders":{"Host":["h"]},
            "queryStringParameters":{"token":"t","n":1,"none":null},
            "requestContext":{"routeKey":"$connect","eventType":"CONNECT","connectionId":"c="}}
            """);

    assertThat(event.getHeaders()).isEqualTo(Map.of("Host", "h", "Authorization", "Bearer t"));
    assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("token", "t", "n", "1"));
    assertThat(event.getRequestContext().getConnectionId()).isEqualTo("c=");
  }

  @Test
  void contextOfSomethingElse_hasNoConnection() throws IOException {
    WebSocketEvent event =
        read(
            "{\"requestContext\":{\"connectionId\":{\"connectionId\":\"c=\"},\"connectedAt\":null}}");

    WebSocketEvent.RequestContext context = event.getRequestContext();
    assertThat(context.getConnectionId()).isNull();
    assertThat(context.getConnectedAt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"text\"", "{", "{\"requestContext\":{", "{\"body\":\"b\",}"})
  void whatIsNoObject_isRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
  }

  private static WebSocketEvent read(String json) throws IOException {
    return WebSocketEvent.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
