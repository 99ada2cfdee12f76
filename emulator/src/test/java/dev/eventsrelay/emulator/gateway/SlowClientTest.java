// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.faults.ConnectionFaults;
import io.netty.channel.Channel;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://github.com/boto/botocore/blob/develop/botocore/data/apigatewaymanagementapi/2018-11-29/service-2.json")
class SlowClientTest {
  private static final int MANY = 1_000;
  private static final String MESSAGE = "x".repeat(32 * 1024);

  private final Gateway gateway =
      Gateways.with()
          .settings(GatewaySettings.builder().outboundBufferBytes(256 * 1024).build())
          .start();
  private final ManagementClient management = new ManagementClient(gateway);

  @AfterEach
  void stop() {
    management.close();
    gateway.close();
  }

  @Test
  void post_clientDoesNotRead_is429UntilItReads() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      int accepted = postUntilRefused(id);
      for (int i = 0; i < accepted; i++) {
        assertThat(client.readText()).hasSize(MESSAGE.length());
      }
      assertThat(management.post(id, "again").statusCode()).isEqualTo(200);
      assertThat(client.readText()).isEqualTo("again");
    }
  }

  @Test
  void post_stalledClient_is429AndOthersAreServed() throws Exception {
    try (RawClient _ = RawClient.connected(gateway)) {
      String stalled = onlyConnection();
      assertThat(new ConnectionFaults(gateway).stall(stalled)).isTrue();
      try (RawClient healthy = RawClient.connected(gateway)) {
        Set<String> ids = new HashSet<>(gateway.openConnectionIds());
        ids.remove(stalled);
        assertThat(postUntilRefused(stalled)).isLessThanOrEqualTo(10);
        assertThat(management.post(ids.iterator().next(), "served").statusCode()).isEqualTo(200);
        assertThat(healthy.readText()).isEqualTo("served");
      }
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "a half-open client gets 200s for a while")
  void post_stalledClientIsGone_isNot410UntilTheGatewayEndsIt() throws Exception {
    String id;
    try (RawClient _ = RawClient.connected(gateway)) {
      id = onlyConnection();
      new ConnectionFaults(gateway).stall(id);
      assertThat(postUntilRefused(id)).as("posts of which none arrives").isPositive();
    }
    for (int i = 0; i < 4; i++) {
      // So that every event loop has had its turn since.
      RawClient.connected(gateway).close();
    }
    assertThat(management.post(id, MESSAGE).statusCode()).isEqualTo(429);
    assertThat(management.delete(id).statusCode()).isEqualTo(204);
    assertThat(management.post(id, MESSAGE).statusCode()).isEqualTo(410);
    await().until(() -> gateway.openConnections() == 0);
  }

  @Test
  void post_emptyBuffer_takesAMessageLargerThanTheBuffer() throws Exception {
    GatewaySettings settings = GatewaySettings.builder().outboundBufferBytes(1).build();
    try (Gateway tight = Gateways.with().settings(settings).start();
        ManagementClient tightManagement = new ManagementClient(tight);
        RawClient client = RawClient.connected(tight)) {
      String id = tight.openConnectionIds().iterator().next();
      assertThat(tightManagement.post(id, MESSAGE).statusCode()).isEqualTo(200);
      assertThat(client.readText()).isEqualTo(MESSAGE);
    }
  }

  @Test
  @RestsOn(
      value = Evidence.UNVERIFIED,
      source = "the emulator's choice: AWS documents no limit for control frames")
  void ping_clientReadsNoPong_isNotReadEither() throws Exception {
    byte[] ping = RawClient.frame(RawClient.PING, true, new byte[125]);
    int pingsInOneWrite = 1_000;
    int writes = 256;
    byte[] manyPings = new byte[ping.length * pingsInOneWrite];
    for (int i = 0; i < pingsInOneWrite; i++) {
      System.arraycopy(ping, 0, manyPings, i * ping.length, ping.length);
    }
    try (RawClient client = RawClient.connected(gateway)) {
      CompletableFuture<Channel> channel = new CompletableFuture<>();
      assertThat(gateway.onChannel(onlyConnection(), channel::complete)).isTrue();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < writes; i++) {
                  client.sendUnchecked(manyPings);
                }
              },
              task -> Thread.ofPlatform().start(task));

      Channel gatewaySide = channel.get(5, TimeUnit.SECONDS);
      await().until(() -> !gatewaySide.config().isAutoRead());
      assertThat(gatewaySide.bytesBeforeWritable()).isBetween(0L, 1_000_000L);
      assertThat(sent).isNotDone();

      int pong = 2 + 125;
      client.skip((long) writes * pingsInOneWrite * pong);
      assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
      await().until(() -> gatewaySide.config().isAutoRead());
    }
  }

  private int postUntilRefused(String id) throws Exception {
    for (int accepted = 0; accepted < MANY; accepted++) {
      HttpResponse<String> response = management.post(id, MESSAGE);
      if (response.statusCode() == 429) {
        assertThat(response.headers().firstValue("x-amzn-ErrorType"))
            .hasValue("LimitExceededException");
        return accepted;
      }
      assertThat(response.statusCode()).isEqualTo(200);
    }
    throw new AssertionError(MANY + " messages were accepted though nobody reads");
  }

  private String onlyConnection() {
    return gateway.openConnectionIds().iterator().next();
  }
}
