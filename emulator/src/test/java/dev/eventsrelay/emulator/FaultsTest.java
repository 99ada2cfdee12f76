// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.faults.Fault.Cut;
import dev.eventsrelay.emulator.faults.Fault.CutAll;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironment;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironments;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.faults.Fault.Stall;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.websocket.Client;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of a whole emulator; what each does to requests is tested where it is done. */
class FaultsTest {
  @TempDir static Path folder;

  private static final Optional<String> ANY = Optional.empty();

  private static Emulator emulator;

  @BeforeAll
  static void start() throws Exception {
    emulator =
        Emulator.builder().template(FixtureApplication.in(folder).template()).faults(1).start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void awaitEnvironments() {
    await().atMost(ofSeconds(20)).until(() -> ready().size() == 2);
  }

  @AfterEach
  void clear() {
    emulator.faults().inject(new CutAll());
    await().until(() -> emulator.gateway().openConnections() == 0);
    emulator.faults().clear();
  }

  @Test
  void killEnvironment_replacesOne() {
    List<Long> before = ready();

    List<String> killed = emulator.faults().inject(new KillEnvironment(Optional.of("Answer")));

    assertThat(killed).hasSize(1);
    await().atMost(ofSeconds(20)).until(() -> ready().size() == 2 && !ready().equals(before));
    assertThat(ready()).doesNotContain(Long.valueOf(killed.getFirst()));
  }

  @Test
  void killEnvironments_replacesAll() {
    List<Long> before = ready();

    assertThat(emulator.faults().inject(new KillEnvironments(ANY)))
        .containsExactlyInAnyOrderElementsOf(before.stream().map(String::valueOf).toList());

    await().atMost(ofSeconds(20)).until(() -> ready().size() == 2);
    assertThat(ready()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void cut_endsOneConnection() throws Exception {
    try (Client _ = Client.connect(emulator.webSocketUrl());
        Client _ = Client.connect(emulator.webSocketUrl())) {
      List<String> cut = emulator.faults().inject(new Cut(ANY));

      assertThat(cut).hasSize(1);
      await().until(() -> emulator.gateway().openConnections() == 1);
      assertThat(emulator.gateway().openConnectionIds()).doesNotContainAnyElementsOf(cut);
    }
  }

  @Test
  void stall_lastsUntilCleared() throws Exception {
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      emulator.faults().inject(new Stall(ANY));

      emulator.faults().clear();

      assertThat(client.send("COLOUR").next()).isEqualTo("green");
    }
  }

  @Test
  void functions_reachDynamoDb_throughTheProxy() throws Exception {
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      assertThat(client.send("AWS_ENDPOINT_URL_DYNAMODB").next())
          .startsWith("http://127.0.0.1:")
          .isNotEqualTo(emulator.dynamoDbEndpoint().toString());
    }
  }

  @Test
  void faultsThatCannotBe_areSentences() {
    assertThatThrownBy(() -> emulator.faults().inject(new KillEnvironment(Optional.of("Other"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no function Other, only Answer.");
    assertThatThrownBy(() -> emulator.faults().inject(new Cut(Optional.of("none"))))
        .hasMessage("Connection none is not open.");
    assertThatThrownBy(() -> emulator.faults().inject(new Cut(ANY)))
        .hasMessage("There is no open connection now.");
  }

  @Test
  void controlEndpoint_injectsListsAndClears() throws Exception {
    String fault = "refuse-connect status=503 rate=1.0";
    assertThat(control("POST", fault).statusCode()).isEqualTo(200);
    assertThat(emulator.faults().standing()).containsExactly(new RefuseConnect(503, 1));
    assertThat(control("GET", "").body()).isEqualTo(fault + "\n");
    assertThatThrownBy(() -> Client.connect(emulator.webSocketUrl()))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);

    assertThat(control("DELETE", "").statusCode()).isEqualTo(200);
    assertThat(control("GET", "").body()).isEmpty();
    assertThat(control("POST", "kill-environment").body().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | explode             | 400 | There is no fault \"explode\", only",
        "POST | cut connection=none | 400 | Connection none is not open.",
        "PUT  |                     | 405 | GET lists the faults",
      })
  void controlEndpoint_misused_saysHow(String method, String body, int status, String sentence)
      throws Exception {
    HttpResponse<String> response = control(method, body == null ? "" : body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).startsWith(sentence);
  }

  @Test
  void controlEndpoint_askedByAPageOfTheWeb_refuses() throws Exception {
    assertThat(send(request("POST", "cut-all").header("Origin", "http://x.example")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void controlEndpoint_byANameMadeToLeadHere_refuses() throws Exception {
    int port = emulator.controlUrl().orElseThrow().getPort();
    for (String host : List.of("localhost:" + port, "x.example:" + port, "x.example")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(5_000);
        socket
            .getOutputStream()
            .write(
                "GET /faults HTTP/1.1\r\nHost: %s\r\n\r\n"
                    .formatted(host)
                    .getBytes(StandardCharsets.US_ASCII));
        String status =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(status).isEqualTo("HTTP/1.1 " + (host.startsWith("localhost") ? 200 : 403));
      }
    }
  }

  private HttpResponse<String> control(String method, String body) throws Exception {
    return send(request(method, body));
  }

  private HttpRequest.Builder request(String method, String body) {
    URI url = emulator.controlUrl().orElseThrow();
    return HttpRequest.newBuilder(url)
        .timeout(ofSeconds(5))
        .method(method, BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
  }

  private List<Long> ready() {
    return emulator.function("Answer").environments().stream()
        .filter(environment -> environment.state() == EnvironmentStatus.State.READY)
        .map(EnvironmentStatus::pid)
        .toList();
  }
}
