// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Gateways;
import dev.eventsrelay.emulator.gateway.ManagementClient;
import dev.eventsrelay.emulator.gateway.RawClient;
import dev.eventsrelay.emulator.gateway.TestFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RestsOn(Evidence.OURS)
class GatewayFaultsTest {
  private static final Duration DELAY = Duration.ofMillis(300);

  private final StandingFaults faults = new StandingFaults(new SplittableRandom(1));
  private final TestFunction connect = TestFunction.succeeding();
  private final Gateway gateway =
      Gateways.with("$connect", connect).interceptor(new GatewayFaults(faults)).start();
  private final ConnectionFaults connections = new ConnectionFaults(gateway);
  private final ManagementClient management = new ManagementClient(gateway);

  @AfterEach
  void stop() {
    management.close();
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "410, GoneException",
    "429, LimitExceededException",
    "403, ForbiddenException",
    "500, InternalServerErrorException",
    "503, InternalServerErrorException",
  })
  void post_failedAndMissed_isThatErrorAndNothingArrives(int status, String type) throws Exception {
    faults.add(failed(status, Client.MISSES));
    try (RawClient client = RawClient.connected(gateway)) {
      HttpResponse<String> response = management.post(onlyConnection(), "lost");
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("x-amzn-ErrorType")).hasValue(type);
      faults.clear();
      management.post(onlyConnection(), "next");
      assertThat(client.readText()).isEqualTo("next");
    }
  }

  @Test
  void post_failedThoughDelivered_arrives() throws Exception {
    faults.add(failed(500, Client.GETS));
    try (RawClient client = RawClient.connected(gateway)) {
      assertThat(management.post(onlyConnection(), "there").statusCode()).isEqualTo(500);
      assertThat(client.readText()).isEqualTo("there");
    }
  }

  @Test
  void post_failedWithACut_endsTheConnection() throws Exception {
    faults.add(failed(410, Client.IS_CUT));
    try (RawClient _ = RawClient.connected(gateway)) {
      assertThat(management.post(onlyConnection(), "x").statusCode()).isEqualTo(410);
      await().until(() -> gateway.openConnections() == 0);
    }
  }

  @Test
  void posts_pipelinedBehindADelayedOne_areAnsweredAfterIt() throws Exception {
    try (RawClient client = RawClient.connected(gateway);
        RawClient sdk = RawClient.to(gateway)) {
      String id = onlyConnection();
      faults.add(new DelayPosts(DELAY, 1, Optional.of(id)));
      long began = System.nanoTime();
      sdk.send((raw(id, "delayed") + raw("bad", "") + raw(id, "second")).getBytes(UTF_8));
      assertThat(sdk.readResponse().status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DELAY);
      assertThat(sdk.readResponse().status()).isEqualTo(400);
      assertThat(sdk.readResponse().status()).isEqualTo(200);
      assertThat(client.readText()).isEqualTo("delayed");
      assertThat(client.readText()).isEqualTo("second");
    }
  }

  @Test
  void posts_manyPipelined_areAllAnswered() throws Exception {
    int many = 5_000;
    try (RawClient sdk = RawClient.to(gateway)) {
      byte[] requests = raw("bad", "").repeat(many).getBytes(UTF_8);
      Thread.startVirtualThread(
          () -> {
            try {
              sdk.send(requests);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      for (int i = 0; i < many; i++) {
        assertThat(sdk.readResponse().status()).isEqualTo(400);
      }
    }
  }

  @Test
  void post_delayedBeyondTheConnectionsEnd_is410() throws Exception {
    faults.add(new DelayPosts(DELAY, 1, Optional.empty()));
    String id;
    try (RawClient client = RawClient.connected(gateway)) {
      id = onlyConnection();
      client.sendClose(1000, "");
    }
    assertThat(management.post(id, "late").statusCode()).isEqualTo(410);
  }

  @Test
  void handshake_refused_isThatStatusAndNoFunctionHearsOfIt() throws Exception {
    faults.add(new RefuseConnect(503, 1));
    try (RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod");
      assertThat(client.readResponse().status()).isEqualTo(503);
    }
    assertThat(connect.events()).isEmpty();
    faults.clear();
    RawClient.connected(gateway).close();
  }

  @Test
  void stalledConnection_healed_getsWhatWaited() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      connections.stall(onlyConnection());
      management.post(onlyConnection(), "waits");
      assertThat(connections.heal(onlyConnection())).isTrue();
      assertThat(client.readText()).isEqualTo("waits");
      client.sendClose(1000, "");
      assertThat(client.readCloseStatus()).as("it is read again").isEqualTo(1000);
    }
  }

  @Test
  void slowConnection_written_getsItAtThatRate() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      assertThat(connections.slow(onlyConnection(), 10_000)).isTrue();
      long began = System.nanoTime();
      for (String text : new String[] {"a", "b", "c"}) {
        management.post(onlyConnection(), text.repeat(1_000));
      }
      assertThat(client.readText()).startsWith("a");
      assertThat(client.readText()).startsWith("b");
      assertThat(client.readText()).startsWith("c");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(DELAY, DELAY.multipliedBy(5));
    }
  }

  @Test
  void slowConnection_healed_getsTheRestAtOnce() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      connections.slow(onlyConnection(), 1);
      management.post(onlyConnection(), "a");
      management.post(onlyConnection(), "b".repeat(1_000));
      connections.heal(onlyConnection());
      assertThat(client.readText()).isEqualTo("a");
      assertThat(client.readText()).hasSize(1_000);
    }
  }

  private static FailPosts failed(int status, Client client) {
    return new FailPosts(status, client, 1, Optional.empty());
  }

  private static String raw(String id, String body) {
    return "POST /prod/@connections/%s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(id, ManagementClient.AUTHORIZATION, body.length(), body);
  }

  private String onlyConnection() {
    return gateway.openConnectionIds().iterator().next();
  }
}
