// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onconnect;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.relay.dynamodb.RelayScenarios;
import dev.eventsrelay.testkit.BlockedCarriers;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Rehearsals;
import dev.eventsrelay.testkit.Stores;
import dev.eventsrelay.testkit.Waiting;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OnConnectHandlerTest {
  private static final Response CONNECTED = Response.ok("Connected.");

  private final HandlerFixture fixture = new HandlerFixture();
  private final FakeContext context = new FakeContext("request", 20_000);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    release.countDown();
  }

  @Test
  void rehearsal_isAnswered_asTrafficIs() {
    Rehearsals.assertAnswered(OnConnectHandler::new, RelayScenarios.connections());
  }

  @Test
  void connect_storesTheConnection() {
    assertThat(connect(handler(Stores.failing()), context)).isEqualTo(CONNECTED);

    assertThat(fixture.store().size()).isEqualTo(1);
  }

  @Test
  void connect_whileTooMuchIsUnderWay_isLetIn() {
    HandlerFixture full = new HandlerFixture(HandlerFixture.settings(0, 1, 0));

    assertThat(connect(new OnConnectHandler(full.environment()), context)).isEqualTo(CONNECTED);

    assertThat(full.logLines().getFirst().get("message").asText()).isEqualTo("overloaded");
  }

  @Test
  void connect_withoutTimeLeft_isLetIn() {
    OnConnectHandler handler = handler(Stores.failing());

    assertThat(connect(handler, new FakeContext("request", 0))).isEqualTo(CONNECTED);
    assertThat(connect(handler, new FakeContext("request", 450))).isEqualTo(CONNECTED);
  }

  @Test
  void connect_whileTheStoreHangsBeyondItsDeadline_isLetInWithinItsTime() {
    OnConnectHandler handler =
        handler(Stores.before("connect", () -> Waiting.uninterruptibly(release)));
    long start = System.nanoTime();

    assertThat(connect(handler, new FakeContext("request", 700))).isEqualTo(CONNECTED);

    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
    assertThat(line().get("message").asText()).isEqualTo("no time left");
    assertThat(line().get("connectionId").asText()).isEqualTo("c=");
  }

  @Test
  void connect_whileNoThreadGetsItsTurn_isLetIn() throws Exception {
    OnConnectHandler handler = handler(Stores.failing());

    try (BlockedCarriers _ = BlockedCarriers.all()) {
      assertThat(connect(handler, new FakeContext("request", 600))).isEqualTo(CONNECTED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void connect_whileTheStoreFails_isLetInAndLogged(StoreException.Kind kind) {
    OnConnectHandler handler =
        handler(
            Stores.before(
                "connect",
                () -> {
                  throw new StoreException(kind, "not stored", null);
                }));

    assertThat(connect(handler, context)).isEqualTo(CONNECTED);

    assertThat(line().get("message").asText()).isEqualTo("connected, but not stored");
    assertThat(line().get("level").asText()).isEqualTo("ERROR");
    assertThat(line().get("connectionId").asText()).isEqualTo("c=");
  }

  static Stream<Runnable> surprises() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("broken");
        },
        () -> {
          throw new AssertionError("broken");
        },
        () -> {
          throw new StackOverflowError("broken");
        },
        () -> {
          throw new NoClassDefFoundError("broken");
        });
  }

  @ParameterizedTest
  @MethodSource("surprises")
  void connect_whateverTheStoreThrows_isLetInAndLogged(Runnable surprise) {
    assertThat(connect(handler(Stores.before("connect", surprise)), context)).isEqualTo(CONNECTED);

    assertThat(line().get("message").asText()).isEqualTo("handler failed");
    assertThat(line().get("stackTrace").asText()).contains("broken");
    assertThat(fixture.exits()).isEmpty();
  }

  private OnConnectHandler handler(Stores.Around around) {
    return new OnConnectHandler(fixture.environment(Stores.around(fixture.store(), around)));
  }

  private JsonNode line() {
    return fixture.logLines().getFirst();
  }

  private static Response connect(OnConnectHandler handler, FakeContext context) {
    return invoke(handler, event("c=", null), context);
  }
}
