// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.console.Counters.Count;
import dev.eventsrelay.emulator.faults.CallListener.Call;
import dev.eventsrelay.emulator.gateway.GatewayListener.Client;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final Counters counters = new Counters();
  private final Clients clients = new Clients();
  private final Feed feed =
      new Feed(counters, clients, new Notices(InstantSource.system()), new Backlog());

  @Test
  void queue_thatNobodyEmpties_holdsUpNobodyAndCounts() throws Exception {
    int many = 20_000;
    for (int i = 0; i < many; i++) {
      feed.requested(new RouteRequest("r" + i, "c", "$default", new byte[0]));
    }
    List<Happening> taken = new ArrayList<>();
    feed.take(taken, many);
    assertThat(counters.get(Count.FRAMES_IN)).isEqualTo(many);
    assertThat(counters.get(Count.EVENTS_DROPPED)).isPositive().isEqualTo(many - taken.size());
  }

  @Test
  void call_whoseConditionFailed_isNoFailure() {
    feed.answered(call(400, "{\"__type\":\"x#ConditionalCheckFailedException\"}"));
    feed.answered(call(400, "{\"__type\":\"x#ProvisionedThroughputExceededException\"}"));
    assertThat(counters.get(Count.CALLS)).isEqualTo(2);
    assertThat(counters.get(Count.CALLS_FAILED)).isEqualTo(1);
  }

  @Test
  void connect_isNoFrame() {
    feed.connected(new Client("c", "127.0.0.1", "agent", 1));
    feed.requested(new RouteRequest("r", "c", "$connect", new byte[0]));
    feed.requested(new RouteRequest("r", "c", "$default", new byte[0]));
    Clients.Row row = clients.page("age", 0, 10).rows().getFirst();
    assertThat(row.framesIn().sum()).isEqualTo(1);
    feed.disconnected("c");
    assertThat(clients.count()).isZero();
  }

  private static Call call(int status, String response) {
    byte[] nothing = {};
    return new Call(
        "UpdateItem", "", "", 1, nothing, response.getBytes(UTF_8), status, Duration.ZERO);
  }
}
