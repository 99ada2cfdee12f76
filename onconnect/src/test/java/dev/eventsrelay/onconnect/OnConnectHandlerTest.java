// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onconnect;

import static dev.eventsrelay.lambda.HandlerFixture.event;
import static dev.eventsrelay.lambda.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.lambda.FakeContext;
import dev.eventsrelay.lambda.HandlerFixture;
import dev.eventsrelay.relay.Stores;
import org.junit.jupiter.api.Test;

class OnConnectHandlerTest {
  private final HandlerFixture fixture = new HandlerFixture();
  private final FakeContext context = new FakeContext("request", 20_000);

  @Test
  void connect_storesTheConnection() {
    APIGatewayV2WebSocketResponse response =
        invoke(new OnConnectHandler(fixture.composition()), event("c=", null), context);

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).isEqualTo("Connected.");
    assertThat(fixture.store().size()).isEqualTo(1);
  }

  @Test
  void connect_whileTooMuchIsUnderWay_isLetInAllTheSame() {
    OnConnectHandler handler =
        new OnConnectHandler(HandlerFixture.withMaxInFlight(0).composition());

    assertThat(invoke(handler, event("c=", null), context).getStatusCode()).isEqualTo(200);
  }

  @Test
  void connect_whileTheStoreFails_isLetInAndLogged() {
    OnConnectHandler handler =
        new OnConnectHandler(fixture.composition(Stores.failing(fixture.store(), "connect")));

    assertThat(invoke(handler, event("c=", null), context).getStatusCode()).isEqualTo(200);
    assertThat(fixture.logLines().getFirst().get("level").asText()).isEqualTo("ERROR");
    assertThat(fixture.logLines().getFirst().get("connectionId").asText()).isEqualTo("c=");
  }
}
