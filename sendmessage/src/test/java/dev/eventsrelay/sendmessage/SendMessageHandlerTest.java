// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.sendmessage;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.relay.Relay;
import dev.eventsrelay.relay.dynamodb.RelayScenarios;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Rehearsals;
import dev.eventsrelay.testkit.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendMessageHandlerTest {
  private final HandlerFixture fixture = new HandlerFixture();
  private SendMessageHandler handler = new SendMessageHandler(fixture.relay());

  @Test
  void doneMessages_are200DataSent() {
    for (String body : new String[] {"subscribe: g", "ping", "{}", "what?", "unsubscribe: g"}) {
      assertThat(send("c=", body).statusCode()).isEqualTo(200);
      assertThat(send("c=", body).body()).isEqualTo("Data sent.");
    }
  }

  @Test
  void result_withSubscriber_is200() {
    send("router=", "subscribe: g");

    assertThat(send("worker=", "{\"guid\":\"g\"}").statusCode()).isEqualTo(200);
    assertThat(fixture.clients().receivedBy(new ConnectionId("router=")))
        .containsExactly("{\"guid\":\"g\"}");
  }

  @Test
  void result_withoutSubscriber_is202() {
    assertThat(send("worker=", "{\"guid\":\"g\"}").statusCode()).isEqualTo(202);
  }

  @Test
  void ack_ofUnknownGuid_is404() {
    assertThat(send("c=", "ack: g").statusCode()).isEqualTo(404);
  }

  @Test
  void pong_thatNoPostBrings_is502() {
    fixture.clients().script(new ConnectionId("router="), () -> new PostResult.Refused(403, "no"));

    assertThat(send("router=", "ping").statusCode()).isEqualTo(502);
  }

  @Test
  void malformedAndMissingBody_are501() {
    assertThat(send("c=", "{bad").statusCode()).isEqualTo(501);
    assertThat(send("c=", null).statusCode()).isEqualTo(501);
    assertThat(fixture.clients().received()).isEmpty();
  }

  @Test
  void unusableGuid_is400() {
    assertThat(send("c=", "subscribe: ").statusCode()).isEqualTo(400);
  }

  @Test
  void failingStore_is503() {
    handler =
        new SendMessageHandler(
            fixture.relay(
                Stores.around(
                    fixture.store(),
                    Stores.before(
                        "subscribe",
                        () -> {
                          throw new StoreException(
                              StoreException.Kind.REJECTED, "no such table", null);
                        }))));

    assertThat(send("c=", "subscribe: g").statusCode()).isEqualTo(503);
  }

  @Test
  void rehearsal_isAnswered_asTrafficIs() {
    Rehearsals.assertAnswered(
        environment -> new SendMessageHandler(Relay.in(environment)),
        RelayScenarios.messages(true));
  }

  private Response send(String connection, @Nullable String body) {
    return invoke(handler, event(connection, body), new FakeContext("request", 20_000));
  }
}
