// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.faults.ConnectionFaults;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@RestsOn(Evidence.OURS)
class GatewayTest {
  @Test
  void urls_startedOnAFreePort_nameItAndTheStage() {
    try (Gateway gateway = Gateways.with().start()) {
      assertThat(gateway.port()).isPositive();
      assertThat(gateway.webSocketUrl()).isEqualTo("ws://127.0.0.1:" + gateway.port() + "/prod");
      assertThat(gateway.managementUrl()).isEqualTo("http://127.0.0.1:" + gateway.port() + "/prod");
    }
  }

  @Test
  void start_portInUse_saysSoInOneSentence() {
    try (Gateway gateway = Gateways.with().start()) {
      Gateway.Builder second = Gateways.with().port(gateway.port());
      assertThatThrownBy(second::start)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + gateway.port())
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void start_expressionNotSupported_saysWhichIs() {
    Gateway.Builder builder =
        Gateway.builder().api(new WebSocketApi("a", "prod", "$request.header.x", Map.of()));
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"$request.header.x\" is not supported: use $request.body.");
  }

  @Test
  void close_openAndStalledConnections_endsWithin2Seconds() throws Exception {
    Gateway gateway = Gateways.with().start();
    try (RawClient stalled = RawClient.connected(gateway)) {
      String id = gateway.openConnectionIds().iterator().next();
      new ConnectionFaults(gateway).stall(id);
      try (RawClient client = RawClient.connected(gateway)) {
        long start = System.nanoTime();
        gateway.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(client.readCloseStatus()).isEqualTo(1001);
        assertThat(stalled.isAtEnd()).isTrue();
      }
    }
    gateway.close();
  }

  @Test
  void requestTimeout_silentHttpConnection_endsAndOpenWebSocketsStay() throws Exception {
    GatewaySettings settings =
        GatewaySettings.builder().requestTimeout(Duration.ofMillis(100)).build();
    try (Gateway gateway = Gateways.with().settings(settings).start();
        RawClient client = RawClient.connected(gateway);
        RawClient silent = RawClient.to(gateway)) {
      assertThat(silent.isAtEnd()).isTrue();
      client.sendText("x");
      assertThat(client.readText()).contains("Forbidden");
    }
  }

  @Test
  void receiveTimeout_requestThatTrickles_is408AndOpenWebSocketsStay() throws Exception {
    GatewaySettings settings =
        GatewaySettings.builder().receiveTimeout(Duration.ofMillis(300)).build();
    try (Gateway gateway = Gateways.with().settings(settings).start();
        RawClient client = RawClient.connected(gateway);
        RawClient trickling = RawClient.to(gateway)) {
      byte[] request = RawClient.upgradeRequest("/prod").getBytes(StandardCharsets.US_ASCII);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < request.length - 1; i++) {
                  trickling.sendUnchecked(new byte[] {request[i]});
                  LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
              },
              task -> Thread.ofPlatform().start(task));
      assertThat(trickling.readResponse().status()).isEqualTo(408);
      assertThat(sent).isNotCompleted();
      client.sendText("x");
      assertThat(client.readText()).contains("Forbidden");
    }
  }

  @Test
  void webSocketOfTheJdk_wholeLife_works() throws Exception {
    TestFunction disconnects = TestFunction.succeeding();
    Route echo = new Route(TestFunction.returning(Map.of("statusCode", 200, "body", "hi")), true);
    Route disconnect = new Route(disconnects, false);
    try (Gateway gateway =
            Gateways.with(Map.of("$default", echo, "$disconnect", disconnect)).start();
        HttpClient http = HttpClient.newHttpClient()) {
      Received received = new Received();
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(gateway.webSocketUrl()), received)
              .get(5, TimeUnit.SECONDS);
      socket.sendText("x", true).get(5, TimeUnit.SECONDS);
      assertThat(received.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("hi");
      socket.sendClose(1000, "done").get(5, TimeUnit.SECONDS);
      assertThat(received.closed.get(5, TimeUnit.SECONDS)).isEqualTo(1000);
      assertThat(
              disconnects.nextEvent().path("requestContext").path("disconnectReason").textValue())
          .isEqualTo("done");
    }
  }

  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }
  }
}
