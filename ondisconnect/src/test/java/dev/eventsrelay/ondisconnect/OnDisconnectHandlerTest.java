// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.ondisconnect;

import static dev.eventsrelay.lambda.HandlerFixture.event;
import static dev.eventsrelay.lambda.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.lambda.FakeContext;
import dev.eventsrelay.lambda.HandlerFixture;
import dev.eventsrelay.lambda.WebSocketEvent;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OnDisconnectHandlerTest {
  private final HandlerFixture fixture = new HandlerFixture();
  private final FakeContext context = new FakeContext("request", 20_000);
  private final Deadline deadline = Deadline.after(Duration.ofSeconds(5), InstantSource.system());

  @Test
  void disconnect_removesTheConnectionAndItsSubscriptions() {
    ConnectionId connection = new ConnectionId("c=");
    fixture.store().connect(connection, Instant.EPOCH, deadline);
    fixture.store().subscribe(connection, new Guid("g1"), deadline);
    fixture.store().subscribe(connection, new Guid("g2"), deadline);

    APIGatewayV2WebSocketResponse response =
        invoke(new OnDisconnectHandler(fixture.composition()), event("c=", null), context);

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).isEqualTo("Disconnected.");
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

    invoke(new OnDisconnectHandler(fixture.composition()), event, context);

    JsonNode line = fixture.logLines().getFirst();
    assertThat(line.get("status").asText()).isEqualTo("1005");
    assertThat(line.get("reason").asText()).isEqualTo("Client-side close frame status not set");
  }

  @Test
  void disconnect_whileTheStoreFails_answersAndLogs() {
    OnDisconnectHandler handler =
        new OnDisconnectHandler(fixture.composition(Stores.failing(fixture.store(), "disconnect")));

    assertThat(invoke(handler, event("c=", null), context).getStatusCode()).isEqualTo(503);
    assertThat(fixture.logLines().getFirst().get("level").asText()).isEqualTo("ERROR");
  }
}
