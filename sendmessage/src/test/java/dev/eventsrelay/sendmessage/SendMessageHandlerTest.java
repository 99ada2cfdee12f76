// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.sendmessage;

import static dev.eventsrelay.lambda.HandlerFixture.event;
import static dev.eventsrelay.lambda.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.lambda.FakeContext;
import dev.eventsrelay.lambda.HandlerFixture;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendMessageHandlerTest {
  private final HandlerFixture fixture = new HandlerFixture();
  private SendMessageHandler handler = new SendMessageHandler(fixture.composition());

  @Test
  void doneMessages_are200DataSent() {
    for (String body : new String[] {"subscribe: g", "ping", "{}", "what?", "unsubscribe: g"}) {
      assertThat(send("c=", body).getStatusCode()).isEqualTo(200);
      assertThat(send("c=", body).getBody()).isEqualTo("Data sent.");
    }
  }

  @Test
  void result_withSubscriber_is200() {
    send("router=", "subscribe: g");

    assertThat(send("worker=", "{\"guid\":\"g\"}").getStatusCode()).isEqualTo(200);
    assertThat(fixture.clients().receivedBy(new ConnectionId("router=")))
        .containsExactly("{\"guid\":\"g\"}");
  }

  @Test
  void result_withoutSubscriber_is202() {
    assertThat(send("worker=", "{\"guid\":\"g\"}").getStatusCode()).isEqualTo(202);
  }

  @Test
  void ack_ofUnknownGuid_is404() {
    assertThat(send("c=", "ack: g").getStatusCode()).isEqualTo(404);
  }

  @Test
  void pong_thatNoPostBrings_is502() {
    fixture.clients().script(new ConnectionId("router="), () -> new PostResult.Refused(403, "no"));

    assertThat(send("router=", "ping").getStatusCode()).isEqualTo(502);
  }

  @Test
  void malformedAndMissingBody_are501() {
    assertThat(send("c=", "{bad").getStatusCode()).isEqualTo(501);
    assertThat(send("c=", null).getStatusCode()).isEqualTo(501);
    assertThat(fixture.clients().received()).isEmpty();
  }

  @Test
  void unusableGuid_is400() {
    assertThat(send("c=", "subscribe: ").getStatusCode()).isEqualTo(400);
  }

  @Test
  void failingStore_is503() {
    handler =
        new SendMessageHandler(fixture.composition(Stores.failing(fixture.store(), "subscribe")));

    assertThat(send("c=", "subscribe: g").getStatusCode()).isEqualTo(503);
  }

  private APIGatewayV2WebSocketResponse send(String connection, @Nullable String body) {
    return invoke(handler, event(connection, body), new FakeContext("request", 20_000));
  }
}
