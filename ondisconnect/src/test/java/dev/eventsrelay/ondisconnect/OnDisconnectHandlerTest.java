// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.ondisconnect;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.relay.dynamodb.RelayScenarios;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Rehearsals;
import dev.eventsrelay.testkit.Stores;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OnDisconnectHandlerTest {
  private final ConnectionId connection = new ConnectionId("c=");
  private final HandlerFixture fixture = new HandlerFixture();
  private final FakeContext context = new FakeContext("request", 20_000);

  @Test
  void rehearsal_isAnswered_asTrafficIs() {
    Rehearsals.assertAnswered(OnDisconnectHandler::new, RelayScenarios.disconnections());
  }

  @Test
  void disconnect_removesTheConnectionAndItsSubscriptions() {
    subscribe();

    assertThat(invoke(handler(Stores.failing()), event("c=", null), context))
        .isEqualTo(Response.ok("Disconnected."));

    assertThat(fixture.store().size()).isZero();
    assertThat(fixture.logLines().getFirst().get("subscriptions").asInt()).isEqualTo(2);
  }

  @Test
  void disconnect_logsStatusAndReason() {
    WebSocketEvent.RequestContext closed = new WebSocketEvent.RequestContext();
    closed.setConnectionId("c=");
    closed.setDisconnectStatusCode(1005);
    closed.setDisconnectReason("Client-side close frame status not set");
    WebSocketEvent event = new WebSocketEvent();
    event.setRequestContext(closed);

    Response _ = invoke(handler(Stores.failing()), event, context);

    JsonNode line = fixture.logLines().getFirst();
    assertThat(line.get("status").asText()).isEqualTo("1005");
    assertThat(line.get("reason").asText()).isEqualTo("Client-side close frame status not set");
  }

  @Test
  void disconnect_whileTheStoreFailsForAWhile_triesUntilItIsDone() {
    subscribe();

    assertThat(
            invoke(handler(Stores.failing(3, "disconnect")), event("c=", null), context)
                .statusCode())
        .isEqualTo(200);

    assertThat(fixture.store().size()).isZero();
    assertThat(fixture.metricLines().getFirst().get("StoreRetries").asInt()).isEqualTo(3);
  }

  @Test
  void disconnect_whileTheStoreRefuses_answersAndLogs() {
    Stores.Around refusing =
        Stores.before(
            "disconnect",
            () -> {
              throw new StoreException(StoreException.Kind.REJECTED, "no such table", null);
            });

    assertThat(invoke(handler(refusing), event("c=", null), context).statusCode()).isEqualTo(503);

    assertThat(fixture.logLines().getFirst().get("level").asText()).isEqualTo("ERROR");
  }

  @Test
  void disconnect_whileTheStoreFailsUntilTheEnd_answersInTime() {
    assertThat(
            invoke(
                    handler(Stores.failing("disconnect")),
                    event("c=", null),
                    new FakeContext("request", 800))
                .statusCode())
        .isEqualTo(503);
  }

  private OnDisconnectHandler handler(Stores.Around around) {
    return new OnDisconnectHandler(fixture.environment(Stores.around(fixture.store(), around)));
  }

  private void subscribe() {
    Deadline soon = Deadline.after(Duration.ofSeconds(5), MonotonicClock.system());
    fixture.store().connect(connection, Instant.EPOCH, soon);
    assertThat(fixture.store().subscribe(connection, new Topic("g1"), soon)).isTrue();
    assertThat(fixture.store().subscribe(connection, new Topic("g2"), soon)).isTrue();
  }
}
