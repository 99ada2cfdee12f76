// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function meets when it turns to AWS, or to the rest of the world. */
class EgressTest {
  private static final String API = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
  private static final String LAMBDA = "lambda.us-east-1.amazonaws.com";
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/%s/aws4_request, Signature=none";

  @TempDir static Path folder;
  private static Identity identity;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> invoked = new CopyOnWriteArrayList<>();
  private HttpServer outside;
  private EgressServer egress;
  private HttpClient client;

  @BeforeAll
  static void identify() throws Exception {
    identity = Identity.create(List.of(API, LAMBDA), Optional.empty(), folder);
  }

  @BeforeEach
  void start() throws Exception {
    outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          byte[] answer =
              (exchange.getRequestURI() + " " + new String(body, UTF_8)).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    outside.start();
    egress = start(false);
    client = client(egress);
  }

  private EgressServer start(boolean allowNetwork) throws IOException {
    // The gateway's place is taken by a plain server: a tunnel leads there byte for byte.
    Destinations destinations =
        new Destinations(API, outside.getAddress().getPort(), LAMBDA, 0, allowNetwork);
    return EgressServer.start(identity.tls(), destinations, this::find, log::add);
  }

  private Optional<LambdaFunction> find(String name) {
    InvocationResult result =
        switch (name) {
          case "works" -> new InvocationResult.Response("{\"done\":true}".getBytes(UTF_8));
          case "fails" -> new InvocationResult.FunctionError("RangeError", "asked \"to\"");
          case "late" -> new InvocationResult.TimedOut(Duration.ofSeconds(3));
          case "busy" -> new InvocationResult.Throttled();
          default -> null;
        };
    return Optional.ofNullable(result)
        .map(
            known ->
                event -> {
                  invoked.add(name + " " + new String(event, UTF_8));
                  return CompletableFuture.completedFuture(known);
                });
  }

  private HttpClient client(EgressServer proxy) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(identity.trust().javaStore().toFile(), (char[]) null));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .proxy(
            ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
        .sslContext(tls)
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    egress.close();
    outside.stop(0);
  }

  @Test
  void tunnel_toTheApi_leadsToTheGateway() throws Exception {
    try (Socket socket = connect(API + ":443")) {
      assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 200 Connection Established");
      send(socket, "GET /prod HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("/prod ");
    }
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqs.us-east-1.amazonaws.com",
        "bucket.s3.eu-west-1.amazonaws.com",
        "SQS.us-east-1.AMAZONAWS.com",
        "dynamodb.us-east-1.api.aws",
        "abc.lambda-url.us-east-1.on.aws",
        "sqs.cn-north-1.amazonaws.com.cn",
        "lambda.eu-west-1.amazonaws.com",
        "other.execute-api.us-east-1.amazonaws.com"
      })
  void tunnel_toAnotherHostOfAws_isRefusedAtOnceAndSaysWhy(String host) throws Exception {
    try (Socket socket = connect(host + ":443")) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 403 ").contains(log.getFirst());
      assertThat(log).singleElement().asString().containsIgnoringCase(host);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"notamazonaws.com", "amazonaws.com.example.test"})
  void host_thatOnlyLooksLikeAws_isNotRefused(String host) {
    assertThat(new Destinations(API, 1, LAMBDA, 2, false).of(host))
        .isEqualTo(new Destination.Outside());
  }

  @Test
  void otherHostsOfAws_allowed_lieOutsideButTheApiDoesNot() {
    Destinations allowed = new Destinations(API, 1, LAMBDA, 2, true);
    assertThat(allowed.of("sqs.us-east-1.amazonaws.com")).isEqualTo(new Destination.Outside());
    assertThat(allowed.of(API)).isEqualTo(new Destination.Local(1));
    assertThat(allowed.of(LAMBDA)).isEqualTo(new Destination.Local(2));
  }

  @Test
  void tunnel_toAnyOtherHost_leadsThere() throws Exception {
    try (Socket socket = connect("127.0.0.1:" + outside.getAddress().getPort())) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 200 ");
      send(socket, "GET /there HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("/there ");
    }
  }

  @Test
  void tunnel_toAnUnknownHost_isA502() throws Exception {
    try (Socket socket = connect("nowhere.invalid:443")) {
      assertThat(statusLine(socket)).startsWith("HTTP/1.1 502 nowhere.invalid is not reached");
    }
  }

  @Test
  void plainRequest_throughTheProxy_arrivesWithItsBody() throws Exception {
    URI there = URI.create("http://localhost:" + outside.getAddress().getPort() + "/a?b=c");
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(there).POST(BodyPublishers.ofString("body")).build(),
              ofString());
      assertThat(response.body()).isEqualTo("/a?b=c body");
      assertThat(response.headers().firstValue("Connection")).hasValue("close");
    }
  }

  @Test
  void plainRequest_toAws_isRefused() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://sns.us-east-1.amazonaws.com/")).build(),
            ofString());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body().strip()).isEqualTo(log.getFirst()).contains("--allow-network");
  }

  @ParameterizedTest
  @CsvSource({
    "sqs, application/x-amz-json-1.0, the service sqs",
    "s3, application/xml, the service s3",
    "lambda, application/json, Lambda's POST /",
    "sns, application/x-www-form-urlencoded, the service sns"
  })
  void request_ofAnotherService_isRefusedByName(String service, String type, String name)
      throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(endpoint("/"))
                .header("Authorization", SIGNED.formatted(service))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("x"))
                .build(),
            ofString());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("AccessDeniedException", name, "--allow-network");
    assertThat(log).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "works | 200 | {\"done\":true} | ",
        "fails | 200 | {\"errorMessage\":\"asked \\\"to\\\"\",\"errorType\":\"RangeError\"} |"
            + " Unhandled",
        "late | 200 | Task timed out after 3.00 seconds | Unhandled",
        "busy | 429 | TooManyRequestsException | ",
        "none | 404 | Function not found: none | ",
        "arn:aws:lambda:us-east-1:000000000000:function:works | 200 | done | ",
        "000000000000:function:works:live | 200 | done | ",
        "works:$LATEST | 200 | done | "
      })
  void invocation_ofFunction_isAnsweredAsByLambda(
      String function, int status, String body, String error) throws Exception {
    HttpResponse<String> response = invoke(function, "RequestResponse", "{\"a\":1}");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(body);
    assertThat(response.headers().firstValue("X-Amz-Function-Error"))
        .isEqualTo(Optional.ofNullable(error));
  }

  @Test
  void invocation_throughTheProxyOverTls_reachesTheFunction() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("https://" + LAMBDA + "/2015-03-31/functions/works/invocations"))
                .header("Authorization", SIGNED.formatted("lambda"))
                .POST(BodyPublishers.ofString("{\"over\":\"tls\"}"))
                .build(),
            ofString());
    assertThat(response.body()).isEqualTo("{\"done\":true}");
    assertThat(invoked).containsExactly("works {\"over\":\"tls\"}");
  }

  @Test
  void eventInvocation_accepted_runs() throws Exception {
    assertThat(invoke("works", "Event", "[1]").statusCode()).isEqualTo(202);

    await().atMost(Duration.ofSeconds(5)).until(() -> invoked.contains("works [1]"));
  }

  @ParameterizedTest
  @CsvSource({"DryRun, 204", "Sideways, 400"})
  void invocation_ofAnotherType_runsNothing(String type, int status) throws Exception {
    assertThat(invoke("works", type, "{}").statusCode()).isEqualTo(status);
    assertThat(invoked).isEmpty();
  }

  @Test
  void invocation_wrongInOneWay_isRefusedWithItsName() throws Exception {
    assertThat(invoke("works", "RequestResponse", "{").body())
        .contains("InvalidRequestContentException");
    assertThat(invoke("works", "Event", "\"" + "x".repeat(1024 * 1024) + "\"").statusCode())
        .isEqualTo(413);
    HttpResponse<String> unsigned =
        client.send(
            HttpRequest.newBuilder(endpoint("/2015-03-31/functions/works/invocations"))
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            ofString());
    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(invoked).isEmpty();
  }

  private HttpResponse<String> invoke(String function, String type, String payload)
      throws Exception {
    String path = "/2015-03-31/functions/" + function.replace(":", "%3A") + "/invocations";
    return client.send(
        HttpRequest.newBuilder(endpoint(path.replace("$", "%24")))
            .header("Authorization", SIGNED.formatted("lambda"))
            .header("X-Amz-Invocation-Type", type)
            .POST(BodyPublishers.ofString(payload))
            .build(),
        ofString());
  }

  /** A URL at this server itself; a client that has a proxy asks that for it. */
  private URI endpoint(String path) {
    return URI.create("http://127.0.0.1:" + egress.port() + path);
  }

  private Socket connect(String target) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), egress.port());
    socket.setSoTimeout(5_000);
    send(socket, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Reads a head and returns its first line. */
  private static String statusLine(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.substring(0, head.indexOf("\r\n"));
  }
}
