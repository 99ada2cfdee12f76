// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.faults.FaultInjection;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Route;
import dev.eventsrelay.emulator.gateway.WebSocketApi;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePageTest {
  private static final LambdaFunction FUNCTION =
      event ->
          CompletableFuture.completedFuture(
              new InvocationResult.Response("{\"statusCode\":200}".getBytes(UTF_8)));
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Console console = new Console();
  private final FaultInjection injection = new FaultInjection(1, CallListener.NONE);
  private Gateway gateway;
  private FaultInjection.Control faults;
  private DynamoDbApi dynamoDb;

  @BeforeEach
  void start() {
    gateway =
        Gateway.builder()
            .api(api("prod"))
            .interceptor(injection.interceptor())
            .listener(console.gatewayListener())
            .page(console.page())
            .start();
    faults = injection.control(gateway, Map.of());
    dynamoDb = new DynamoDbApi(URI.create("http://127.0.0.1:9"), "us-east-1");
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    dynamoDb.close();
    faults.close();
    console.close();
    gateway.close();
  }

  private static WebSocketApi api(String stage) {
    Route route = new Route(FUNCTION, false);
    return new WebSocketApi(
        "a1b2c3d4e5",
        stage,
        "$request.body.action",
        Map.of("$connect", route, "$disconnect", route, "$default", route));
  }

  private void open() {
    console.open(
        new Running(
            "a run",
            "prod",
            Map.of("$default", "F"),
            gateway,
            Map.of(),
            faults.faults(),
            dynamoDb,
            List.of(),
            List.of()));
  }

  @Test
  void page_beforeTheStartHasEnded_saysSo() throws Exception {
    assertThat(get("").statusCode()).isEqualTo(503);
  }

  @Test
  void page_opened_allowsNothingFromElsewhere() throws Exception {
    open();
    HttpResponse<String> page = get("");
    assertThat(page.body()).contains("main.js");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/main.js",
        "/flow.js",
        "/picture.js",
        "/messages.js",
        "/trace.js",
        "/outcome.js",
        "/json-tree.js",
        "/connections.js",
        "/client.js",
        "/queues.js",
        "/letters.js",
        "/tables.js",
        "/faults.js",
        "/live.js",
        "/dom.js",
        "/look.css",
        "/style.css",
        "/icon.svg"
      })
  void file_ofThePage_isServed(String path) throws Exception {
    open();
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../Console.class", "/%2e%2e/Console.class", "/none.js", "/api/none"})
  void path_thatIsNotThePages_isNotFound(String path) throws Exception {
    open();
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void request_ofAnotherPage_changesNothing() throws Exception {
    open();
    HttpResponse<String> refused =
        http.send(
            request("/api/faults")
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.ofString("refuse-connect status=503"))
                .build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(faults.faults().standing()).isEmpty();
  }

  @Test
  void fault_switchedOnAndOff_isInForceBetween() throws Exception {
    open();
    String fault = "refuse-connect status=503 rate=1.0";
    assertThat(send("POST", "/api/faults", fault).statusCode()).isEqualTo(200);
    assertThat(faults.faults().standing()).hasSize(1);
    assertThat(send("DELETE", "/api/faults", fault).statusCode()).isEqualTo(200);
    assertThat(faults.faults().standing()).isEmpty();
  }

  @Test
  void fault_wrong_isRefusedWithASentence() throws Exception {
    open();
    HttpResponse<String> refused = send("POST", "/api/faults", "nonsense");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).startsWith("There is no fault \"nonsense\"");
  }

  @Test
  void body_tooLong_isRefused() throws Exception {
    open();
    HttpResponse<String> refused = send("POST", "/api/faults", " ".repeat(128 * 1024 + 1));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).startsWith("The body exceeds 128 KiB.");
  }

  @Test
  void stream_joined_hasTheClientThatConnects() throws Exception {
    open();
    HttpResponse<InputStream> stream =
        http.send(request("/api/live").build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
      assertThat(lines.readLine()).contains("\"type\":\"hello\"", "\"stage\":\"prod\"");
      WebSocket client = connect();
      String line = "";
      while (!line.contains("\"connections\":1")) {
        line = lines.readLine();
      }
      client.abort();
    }
  }

  @Test
  void connection_sentToAndClosed_getsBoth() throws Exception {
    open();
    CompletableFuture<String> received = new CompletableFuture<>();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    connect(received, closed);
    String list = get("/api/connections").body();
    String id = list.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    assertThat(send("POST", "/api/connections/" + id, "hello").statusCode()).isEqualTo(200);
    assertThat(received.get(5, SECONDS)).isEqualTo("hello");
    assertThat(send("DELETE", "/api/connections/" + id, "").statusCode()).isEqualTo(200);
    assertThat(closed.get(5, SECONDS)).isEqualTo(1000);
    assertThat(send("POST", "/api/connections/none", "hello").statusCode()).isEqualTo(410);
  }

  @Test
  void stage_withTheConsolesPath_isRefused() {
    Gateway.Builder builder = Gateway.builder().api(api("_console")).page(console.page());
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use --no-console");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.port() + Console.PATH + path))
        .timeout(PATIENCE);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        request(path).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private WebSocket connect() {
    return connect(new CompletableFuture<>(), new CompletableFuture<>());
  }

  private WebSocket connect(CompletableFuture<String> received, CompletableFuture<Integer> closed) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletableFuture<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.complete(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletableFuture<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
          }
        };
    return http.newWebSocketBuilder()
        .connectTimeout(PATIENCE)
        .buildAsync(URI.create(gateway.webSocketUrl()), listener)
        .orTimeout(5, SECONDS)
        .join();
  }
}
