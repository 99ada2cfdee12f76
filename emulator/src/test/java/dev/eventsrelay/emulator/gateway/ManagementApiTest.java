// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementApiTest {
  private static final String API =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html";
  private static final String MODEL =
      "https://github.com/boto/botocore/blob/develop/botocore/data/apigatewaymanagementapi/2018-11-29/service-2.json";
  private static final String GONE = "https://repost.aws/knowledge-center/410-gone-api-gateway";
  private static final String UNKNOWN_ID = "AAAAAAAAAAAAAAA=";

  private final MovableClock clock = new MovableClock();
  private final Gateway gateway = Gateways.with().clock(clock).start();
  private final ManagementClient management = new ManagementClient(gateway);

  @AfterEach
  void stop() {
    management.close();
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"guid\":\"é😀\"}\n"})
  @RestsOn(value = Evidence.DOCUMENTED, source = API)
  void post_openConnection_is200AndTheSameTextArrives(String text) throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      HttpResponse<String> response = management.post(onlyConnection(), text);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEmpty();
      assertThat(client.readText()).isEqualTo(text);
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "requests of the AWS SDKs")
  void post_anyEncodingOfThePath_isUnderstood() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      for (String path :
          new String[] {
            "/@connections/" + id,
            "/%40connections/" + id,
            "/%40connections/" + id.replace("=", "%3D"),
            "/@connections/" + id.replace("=", "%3d")
          }) {
        var request = management.request(path).POST(BodyPublishers.ofString(path));
        assertThat(management.send(request).statusCode()).isEqualTo(200);
        assertThat(client.readText()).isEqualTo(path);
      }
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = MODEL)
  void post_128Kb_arrivesAndAboveIs413() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      String largest = "x".repeat(128 * 1024);
      assertThat(management.post(id, largest).statusCode()).isEqualTo(200);
      assertThat(client.readText()).as("one frame: unverified").isEqualTo(largest);
      HttpResponse<String> response = management.post(id, largest + "x");
      assertThat(response.statusCode()).isEqualTo(413);
      assertError(response, "PayloadTooLargeException");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = MODEL)
  void get_openConnection_describesIt() throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod", "User-Agent: test/1");
      assertThat(client.readResponse().status()).isEqualTo(101);
      String id = onlyConnection();
      clock.advance(Duration.ofSeconds(2));
      management.post(id, "x");
      HttpResponse<String> response = management.get(id);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
      ObjectMapper mapper = new ObjectMapper();
      assertThat(mapper.readTree(response.body()))
          .isEqualTo(
              mapper.readTree(
                  "{\"connectedAt\":\"2024-01-20T11:55:08.123Z\","
                      + "\"identity\":{\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"test/1\"},"
                      + "\"lastActiveAt\":\"2024-01-20T11:55:10.123Z\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "DELETE"})
  @RestsOn(value = Evidence.DOCUMENTED, source = GONE)
  void anyCall_unknownConnection_is410WithEmptyBody(String method) throws Exception {
    HttpResponse<String> response = management.call(method, UNKNOWN_ID, "");
    assertThat(response.statusCode()).isEqualTo(410);
    assertThat(response.body()).isEmpty();
    assertError(response, "GoneException");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = GONE)
  void post_closedConnection_is410() throws Exception {
    String id;
    try (RawClient client = RawClient.connected(gateway)) {
      id = onlyConnection();
      client.sendClose(1000, "");
      client.readCloseStatus();
    }
    assertThat(management.post(id, "x").statusCode()).isEqualTo(410);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = GONE)
  void post_beforeConnectFinished_is410() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    TestFunction connect = TestFunction.endingWith(answer);
    try (Gateway slow = Gateways.with("$connect", connect).start();
        ManagementClient slowManagement = new ManagementClient(slow);
        RawClient client = RawClient.to(slow)) {
      client.requestUpgrade("/prod");
      String id = connect.nextEvent().path("requestContext").path("connectionId").textValue();
      assertThat(slowManagement.post(id, "x").statusCode()).isEqualTo(410);
      answer.complete(TestFunction.response("{\"statusCode\":200}"));
      assertThat(client.readResponse().status()).isEqualTo(101);
      assertThat(slowManagement.post(id, "x").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAA=", "a/b"})
  @RestsOn(value = Evidence.OBSERVED, source = "answers of API Gateway to a malformed id")
  void anyCall_malformedId_is400(String id) throws Exception {
    HttpResponse<String> response = management.get(id);
    assertThat(response.statusCode()).isEqualTo(400);
    assertError(response, "BadRequestException");
    assertThat(response.body()).isEqualTo("{\"message\":\"Invalid connectionId: " + id + "\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/beta/@connections/",
        "/@connections/",
        "/prod/connections/",
        "/prod/x/@connections/"
      })
  @RestsOn(value = Evidence.OBSERVED, source = "answers of API Gateway to a wrong stage")
  void anyCall_wrongStageOrPath_is403Forbidden(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path + UNKNOWN_ID);
    HttpResponse<String> response = management.send(management.request("").uri(uri).GET());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "Bearer x",
        "AWS4-HMAC-SHA256 Credential=AKID/20240120/us-east-1/s3/aws4_request, Signature=00"
      })
  @RestsOn(value = Evidence.INFERRED, source = "what API Gateway answers to unsigned IAM requests")
  void anyCall_notSignedForExecuteApi_is403(String authorization) throws Exception {
    var uri = URI.create(gateway.managementUrl() + "/@connections/" + UNKNOWN_ID);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!authorization.equals("none")) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> response = management.send(request.GET());
    assertThat(response.statusCode()).isEqualTo(403);
    assertError(response, "MissingAuthenticationTokenException");
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "API Gateway answers so to any unknown method")
  void anyOtherMethod_is403() throws Exception {
    assertThat(management.call("PUT", UNKNOWN_ID, "").statusCode()).isEqualTo(403);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = MODEL)
  void calls_moreThanTheRate_are429() throws Exception {
    GatewaySettings settings = GatewaySettings.builder().requestsPerSecond(1).build();
    try (Gateway limited = Gateways.with().settings(settings).clock(clock).start();
        ManagementClient limitedManagement = new ManagementClient(limited)) {
      assertThat(limitedManagement.get(UNKNOWN_ID).statusCode()).isEqualTo(410);
      HttpResponse<String> response = limitedManagement.get(UNKNOWN_ID);
      assertThat(response.statusCode()).isEqualTo(429);
      assertError(response, "LimitExceededException");
      clock.advance(Duration.ofSeconds(1));
      assertThat(limitedManagement.get(UNKNOWN_ID).statusCode()).isEqualTo(410);
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2")
  void calls_pipelinedOnOneConnection_areAnsweredInOrder() throws Exception {
    try (RawClient client = RawClient.connected(gateway);
        RawClient sdk = RawClient.to(gateway)) {
      String id = onlyConnection();
      sdk.send(
          (raw("POST", id, "first")
                  + raw("GET", "bad", "")
                  + raw("POST", id, "second")
                  + raw("DELETE", id, "")
                  + raw("POST", id, "third"))
              .getBytes(StandardCharsets.UTF_8));
      assertThat(sdk.readResponse().status()).isEqualTo(200);
      assertThat(sdk.readResponse().status()).isEqualTo(400);
      assertThat(sdk.readResponse().status()).isEqualTo(200);
      assertThat(sdk.readResponse().status()).isEqualTo(204);
      assertThat(sdk.readResponse().status()).isEqualTo(410);
      assertThat(client.readText()).isEqualTo("first");
      assertThat(client.readText()).isEqualTo("second");
      assertThat(client.readCloseStatus()).isEqualTo(1000);
    }
  }

  private static String raw(String method, String id, String body) {
    return "%s /prod/@connections/%s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, id, ManagementClient.AUTHORIZATION, body.length(), body);
  }

  private String onlyConnection() {
    return gateway.openConnectionIds().iterator().next();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10485760", "Transfer-Encoding: chunked"})
  @RestsOn(value = Evidence.INFERRED, source = "a refusal of the signature needs no body")
  void post_unsigned_isRefusedBeforeItsBody(String framing) throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.send(post(UNKNOWN_ID, framing));
      assertThat(client.readResponse().status()).isEqualTo(403);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = MODEL)
  void post_declaredTooLong_is413BeforeItsBody() throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.send(
          post(
              UNKNOWN_ID,
              "Content-Length: 131073",
              "Authorization: " + ManagementClient.AUTHORIZATION));
      assertThat(client.readResponse().status()).isEqualTo(413);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = MODEL)
  void post_chunkedTooLong_is413BeforeItsEnd() throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.send(
          post(
              UNKNOWN_ID,
              "Transfer-Encoding: chunked",
              "Authorization: " + ManagementClient.AUTHORIZATION));
      String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
      for (int i = 0; i < 5; i++) {
        client.send(chunk.getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(client.readResponse().status()).isEqualTo(413);
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1")
  void post_refusedThatExpectsContinue_closesTheConnection() throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.send(post(UNKNOWN_ID, "Content-Length: 5", "Expect: 100-continue"));
      assertThat(client.readResponse().status()).isEqualTo(403);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc9112#section-9.3")
  void post_afterARefusedOne_isAnsweredOnTheSameConnection() throws Exception {
    byte[] body = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
    try (RawClient client = RawClient.to(gateway)) {
      client.send(post(UNKNOWN_ID, "Content-Length: " + body.length));
      assertThat(client.readResponse().status()).isEqualTo(403);
      client.send(body);
      client.send(
          post(
              UNKNOWN_ID, "Content-Length: 0", "Authorization: " + ManagementClient.AUTHORIZATION));
      assertThat(client.readResponse().status()).isEqualTo(410);
    }
  }

  private static byte[] post(String connectionId, String... headers) {
    return "POST /prod/@connections/%s HTTP/1.1\r\nHost: example.test\r\n%s\r\n\r\n"
        .formatted(connectionId.replace("=", "%3D"), String.join("\r\n", headers))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertError(HttpResponse<String> response, String type) {
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).hasValue(type);
  }
}
