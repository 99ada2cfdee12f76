// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final String CONNECT_ROUTE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html";
  private static final String LAMBDA_ERRORS =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html";
  private static final String QUOTAS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";

  private @Nullable Gateway gateway;

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /prod HTTP/1.0 | example.test | dGhlIHNhbXBsZSBub25jZQ== | 13 | 400",
        "GET /prod HTTP/1.1 |              | dGhlIHNhbXBsZSBub25jZQ== | 13 | 400",
        "GET /prod HTTP/1.1 | example.test |                          | 13 | 400",
        "GET /prod HTTP/1.1 | example.test | x                        | 13 | 400",
        "GET /prod HTTP/1.1 | example.test | dGhlIHNhbXBsZSBub25jZQ   | 13 | 400",
        "GET /prod HTTP/1.1 | example.test | dGhlIHNhbXBsZSBub25jZSE= | 13 | 400",
        "GET /prod HTTP/1.1 | example.test | dGhlIHNhbXBsZSBub25jZQ== | 8  | 426",
        "GET /prod HTTP/1.1 | example.test | dGhlIHNhbXBsZSBub25jZQ== |    | 426",
        "GET /prod HTTP/1.1 | example.test | dGhlIHNhbXBsZSBub25jZQ== | 13 | 101",
      })
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1")
  void handshake_headersOfTheProtocol_areRequired(
      String requestLine,
      @Nullable String host,
      @Nullable String key,
      @Nullable String version,
      int status)
      throws Exception {
    String request =
        requestLine
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + header("Host", host)
            + header("Sec-WebSocket-Key", key)
            + header("Sec-WebSocket-Version", version)
            + "\r\n";
    try (RawClient client = RawClient.to(start(Gateways.with()))) {
      client.send(request.getBytes(StandardCharsets.US_ASCII));
      RawClient.Response response = client.readResponse();
      assertThat(response.status()).isEqualTo(status);
      if (status == 426) {
        assertThat(response.headers()).containsEntry("sec-websocket-version", "13");
      }
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "HTTP allows a body in any request")
  void handshake_withABody_readsFramesAfterIt() throws Exception {
    TestFunction messages = TestFunction.succeeding();
    try (RawClient client = RawClient.to(start(Gateways.with("$default", messages)))) {
      client.requestUpgrade("/prod", "Content-Length: 5");
      client.send("hello".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.readResponse().status()).isEqualTo(101);
      client.sendText("x");
      assertThat(messages.nextEvent().path("body").textValue()).isEqualTo("x");
    }
  }

  private static String header(String name, @Nullable String value) {
    return value == null ? "" : "%s: %s\r\n".formatted(name, value);
  }

  private Gateway start(Gateway.Builder builder) {
    Gateway started = builder.start();
    gateway = started;
    return started;
  }

  private RawClient.Response handshake(Gateway to, String uri, String... headers)
      throws IOException {
    try (RawClient client = RawClient.to(to)) {
      client.requestUpgrade(uri, headers);
      return client.readResponse();
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONNECT_ROUTE)
  void handshake_connectRunning_waitsForIt() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    TestFunction function = TestFunction.endingWith(answer);
    Gateway to = start(Gateways.with("$connect", function));
    try (RawClient client = RawClient.to(to)) {
      client.requestUpgrade("/prod");
      function.nextEvent();
      assertThat(to.openConnections()).isZero();
      answer.complete(TestFunction.response("{\"statusCode\":204}"));
      assertThat(client.readResponse().status()).isEqualTo(101);
      assertThat(to.openConnections()).isEqualTo(1);
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc6455#section-1.3")
  void handshake_accepted_answersWithTheAcceptKeyAndNoExtension() throws Exception {
    Gateway to = start(Gateways.with());
    RawClient.Response response =
        handshake(to, "/prod", "Sec-WebSocket-Extensions: permessage-deflate");
    assertThat(response.status()).isEqualTo(101);
    assertThat(response.headers())
        .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        .containsEntry("upgrade", "websocket")
        .doesNotContainKey("sec-websocket-extensions");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONNECT_ROUTE)
  void handshake_noConnectRoute_isAccepted() throws Exception {
    assertThat(handshake(start(Gateways.with()), "/prod").status()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 418, 500, 503})
  @RestsOn(
      value = Evidence.OBSERVED,
      source = "https://github.com/dherault/serverless-offline/pull/1301")
  void handshake_functionRefuses_hasTheFunctionsStatus(int status) throws Exception {
    TestFunction function =
        TestFunction.returning(Map.of("statusCode", status, "headers", Map.of("X-Own", "1")));
    RawClient.Response response = handshake(start(Gateways.with("$connect", function)), "/prod");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers()).doesNotContainKey("x-own");
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = CONNECT_ROUTE)
  void handshake_refused_hasNoDisconnectEvent() throws Exception {
    TestFunction disconnect = TestFunction.succeeding();
    TestFunction refusing = TestFunction.returning(Map.of("statusCode", 403));
    Gateway to = start(Gateways.with("$connect", refusing, "$disconnect", disconnect));
    try (RawClient client = RawClient.to(to)) {
      client.requestUpgrade("/prod");
      assertThat(client.readResponse().status()).isEqualTo(403);
      assertThat(client.isAtEnd()).isTrue();
    }
    to.close();
    assertThat(disconnect.events()).isEmpty();
    assertThat(to.openConnections()).isZero();
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void handshake_functionFails_is502() throws Exception {
    TestFunction function =
        TestFunction.ending(new InvocationResult.FunctionError("Error", "broken"));
    RawClient.Response response = handshake(start(Gateways.with("$connect", function)), "/prod");
    assertThat(response.status()).isEqualTo(502);
    assertThat(response.body()).startsWith("{\"message\": \"Internal server error\", ");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void handshake_functionsOwnTimeout_is502() throws Exception {
    TestFunction function =
        TestFunction.ending(new InvocationResult.TimedOut(Duration.ofSeconds(3)));
    assertThat(handshake(start(Gateways.with("$connect", function)), "/prod").status())
        .isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"Connected.\"", "{}", "{\"body\":\"x\"}", "[200]", "{", ""})
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void handshake_malformedProxyResponse_is502(String payload) throws Exception {
    TestFunction function = TestFunction.returningText(payload);
    assertThat(handshake(start(Gateways.with("$connect", function)), "/prod").status())
        .isEqualTo(502);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void handshake_functionThrottled_is500() throws Exception {
    TestFunction function = TestFunction.ending(new InvocationResult.Throttled());
    assertThat(handshake(start(Gateways.with("$connect", function)), "/prod").status())
        .isEqualTo(500);
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "REST APIs answer 504 when an integration times out")
  void handshake_integrationTimeout_is504() throws Exception {
    TestFunction function = TestFunction.endingWith(new CompletableFuture<>());
    GatewaySettings settings =
        GatewaySettings.builder().integrationTimeout(Duration.ofMillis(50)).build();
    Gateway to = start(Gateways.with("$connect", function).settings(settings));
    assertThat(handshake(to, "/prod").status()).isEqualTo(504);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONNECT_ROUTE)
  void handshake_functionNamesSubprotocol_isPassedOnWithoutOtherHeaders() throws Exception {
    TestFunction function =
        TestFunction.returning(
            Map.of(
                "statusCode", 200, "headers", Map.of("sec-websocket-protocol", "b", "X-Own", "1")));
    RawClient.Response response =
        handshake(
            start(Gateways.with("$connect", function)), "/prod", "Sec-WebSocket-Protocol: a, b");
    assertThat(response.headers())
        .containsEntry("sec-websocket-protocol", "b")
        .doesNotContainKey("x-own");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONNECT_ROUTE)
  void handshake_functionNamesNoSubprotocol_noneIsEchoed() throws Exception {
    Gateway to = start(Gateways.with("$connect", TestFunction.succeeding()));
    assertThat(handshake(to, "/prod", "Sec-WebSocket-Protocol: a").headers())
        .doesNotContainKey("sec-websocket-protocol");
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "answers of API Gateway to a browser's address bar")
  void get_withoutUpgrade_is426() throws Exception {
    try (RawClient client = RawClient.to(start(Gateways.with()))) {
      client.send("GET /prod HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(client.readResponse().status()).isEqualTo(426);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/beta", "/prod/more", "/prodx", "/beta?x=/prod"})
  @RestsOn(value = Evidence.OBSERVED, source = "answers of API Gateway to a wrong stage")
  void handshake_unknownStageOrPath_is403(String uri) throws Exception {
    RawClient.Response response = handshake(start(Gateways.with()), uri);
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void handshake_urlOf4096Characters_isAccepted() throws Exception {
    String uri = "/prod?q=" + "x".repeat(4096 - "/prod?q=".length());
    assertThat(handshake(start(Gateways.with()), uri).status()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, 20_000})
  @RestsOn(value = Evidence.UNVERIFIED, source = "the quota is documented, the status is not")
  void handshake_longerUrl_is414(int length) throws Exception {
    String uri = "/prod?q=" + "x".repeat(length - "/prod?q=".length());
    assertThat(handshake(start(Gateways.with()), uri).status()).isEqualTo(414);
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED)
  void handshake_malformedQuery_is400() throws Exception {
    assertThat(handshake(start(Gateways.with()), "/prod?a=%zz").status()).isEqualTo(400);
  }

  @Test
  @RestsOn(
      value = Evidence.OBSERVED,
      source = "https://github.com/serverlessunicorn/ServerlessNetworkingClients/issues/3")
  void handshake_moreThanTheRate_is429() throws Exception {
    MovableClock clock = new MovableClock();
    GatewaySettings settings = GatewaySettings.builder().newConnectionsPerSecond(2).build();
    Gateway to = start(Gateways.with().settings(settings).clock(clock));
    assertThat(handshake(to, "/prod").status()).isEqualTo(101);
    assertThat(handshake(to, "/prod").status()).isEqualTo(101);
    assertThat(handshake(to, "/prod").status()).isEqualTo(429);
    clock.advance(Duration.ofSeconds(1));
    assertThat(handshake(to, "/prod").status()).isEqualTo(101);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONNECT_ROUTE)
  void message_sentBeforeConnectFinished_followsIt() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    TestFunction connect = TestFunction.endingWith(answer);
    TestFunction messages = TestFunction.succeeding();
    Gateway to = start(Gateways.with("$connect", connect, "$default", messages));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(RawClient.upgradeRequest("/prod").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(RawClient.frame(RawClient.TEXT, true, new byte[] {'a'}));
    byte[] second = RawClient.frame(RawClient.TEXT, true, new byte[] {'b'});
    bytes.write(second, 0, 3);
    try (RawClient client = RawClient.to(to)) {
      client.send(bytes.toByteArray());
      connect.nextEvent();
      client.send(Arrays.copyOfRange(second, 3, second.length));
      assertThat(messages.events()).isEmpty();
      answer.complete(TestFunction.response("{\"statusCode\":200}"));
      assertThat(client.readResponse().status()).isEqualTo(101);
      assertThat(messages.nextEvent().path("body").textValue()).isEqualTo("a");
      assertThat(messages.nextEvent().path("body").textValue()).isEqualTo("b");
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "an accepted client that is gone is told as gone")
  void disconnect_clientGoneWhileConnecting_followsTheAcceptance() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    TestFunction connect = TestFunction.endingWith(answer);
    TestFunction disconnect = TestFunction.succeeding();
    Gateway to = start(Gateways.with("$connect", connect, "$disconnect", disconnect));
    try (RawClient client = RawClient.to(to)) {
      client.requestUpgrade("/prod");
      connect.nextEvent();
    }
    answer.complete(TestFunction.response("{\"statusCode\":200}"));
    assertThat(
            disconnect.nextEvent().path("requestContext").path("disconnectStatusCode").intValue())
        .isEqualTo(1006);
    await().untilAsserted(() -> assertThat(to.openConnections()).isZero());
  }
}
