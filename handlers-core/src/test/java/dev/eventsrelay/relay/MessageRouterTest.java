// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Malformed;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.relay.Outcome.Undelivered;
import dev.eventsrelay.testkit.FakeClients;
import dev.eventsrelay.testkit.InMemoryConnectionStore;
import dev.eventsrelay.testkit.RecordingLog;
import dev.eventsrelay.testkit.RelayFixture;
import dev.eventsrelay.testkit.Stores;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRouterTest {
  private static final String RESULT =
      "{\"guid\":\"g\",  \"code\":0, \"guid2\":\"\\u00e9\","
          + " \"stdout\":[{\"text\":\"\ud83d\ude80\"}]}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId otherRouter = new ConnectionId("other=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final RelayFixture relay = new RelayFixture();
  private final FakeClients clients = relay.clients();
  private final RecordingLog log = relay.log();
  private final InMemoryConnectionStore memory = relay.connections();

  @Test
  void result_withSubscriber_arrivesByteForByte() {
    send(router, "subscribe: g");

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());

    assertThat(clients.received()).hasSize(1);
    assertThat(clients.received().getFirst().client()).isEqualTo(router);
    assertThat(clients.received().getFirst().frame().utf8()).isEqualTo(RESULT.getBytes(UTF_8));
  }

  @Test
  void result_withSeveralSubscribers_reachesEach() {
    send(router, "subscribe: g");
    send(otherRouter, "subscribe: g");

    send(worker, RESULT);

    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
    assertThat(clients.receivedBy(otherRouter)).containsExactly(RESULT);
  }

  @Test
  void result_forOtherGuid_staysAway() {
    send(router, "subscribe: x:g");

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
    assertThat(clients.received()).isEmpty();
  }

  @Test
  void result_afterUnsubscribe_staysAway() {
    send(router, "subscribe: g");
    send(router, "unsubscribe: g");

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
    assertThat(clients.received()).isEmpty();
  }

  @Test
  void result_thatLooksLikeAck_isRelayedAsResult() {
    String frame = "{\"type\":\"ack\",\"guid\":\"g\"}";
    send(router, "subscribe: g");

    send(worker, frame);

    assertThat(clients.receivedBy(router)).containsExactly(frame);
  }

  @Test
  void result_toGoneSubscriber_removesAllItsRowsAndServesTheOthers() {
    send(router, "subscribe: g");
    send(router, "subscribe: another");
    send(otherRouter, "subscribe: g");
    clients.script(router, Gone::new);

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());

    assertThat(clients.receivedBy(otherRouter)).containsExactly(RESULT);
    assertThat(memory.size()).isEqualTo(1);
  }

  @Test
  void result_toGoneSubscriberOnly_isNotTakenForDelivered() {
    send(router, "subscribe: g");
    clients.script(router, Gone::new);

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
  }

  @Test
  void result_toFailingSubscriber_servesTheOthersAndKeepsTheSubscription() {
    send(router, "subscribe: g");
    send(otherRouter, "subscribe: g");
    clients.script(router, () -> new Refused(500, "status 500"));

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());

    assertThat(clients.receivedBy(otherRouter)).containsExactly(RESULT);
    assertThat(memory.size()).isEqualTo(2);
  }

  @Test
  void result_toFailingSubscriberOnly_isKept() {
    send(router, "subscribe: g");
    clients.script(router, () -> new Refused(403, "Forbidden"));

    assertThat(send(worker, RESULT)).isEqualTo(new Kept());
  }

  @Test
  void result_toSlowSubscriber_reachesTheOtherMeanwhile() throws Exception {
    send(router, "subscribe: g");
    send(otherRouter, "subscribe: g");
    CountDownLatch release = new CountDownLatch(1);
    clients.script(
        router,
        () -> {
          awaitUninterruptibly(release);
          return new PostResult.Delivered();
        });

    Tasks.Task<Outcome> relaying = relay.tasks().start(() -> send(worker, RESULT));
    await().until(() -> clients.receivedBy(otherRouter).contains(RESULT));
    assertThat(clients.receivedBy(router)).isEmpty();
    release.countDown();

    assertThat(relaying.join(relay.inTime())).contains(new Relayed());
    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
  }

  @Test
  void result_beforeItIsPosted_hasItsPublisherSaved() {
    send(router, "subscribe: g");
    clients.script(
        router,
        () -> {
          assertThat(relay.results().acknowledge(new Guid("g"), router, relay.inTime()))
              .contains(worker);
          return new PostResult.Delivered();
        });

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
  }

  @Test
  void result_whosePublisherCannotBeSaved_isRelayedAllTheSame() {
    send(router, "subscribe: g");
    relay.around(Stores.failing("savePublisher"));

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
    assertThat(log.messages()).contains("publisher not saved: no ack will reach it");
  }

  @Test
  void result_whoseFirstLookupFails_reachesItsSubscriberByTheSecond() {
    send(router, "subscribe: g");
    relay.around(Stores.failing(1, "subscribers"));

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
  }

  @Test
  void result_withoutAnyLookup_isStoreFailureAndKept() {
    send(router, "subscribe: g");
    relay.around(Stores.failing("subscribers"));

    assertThat(send(worker, RESULT)).isEqualTo(new StoreFailed());
    assertThat(clients.received()).isEmpty();
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).hasSize(1);
  }

  @Test
  void result_withoutSubscriber_waitsForTheFirstOne() {
    assertThat(send(worker, RESULT)).isEqualTo(new Kept());

    send(router, "subscribe: g");
    send(otherRouter, "subscribe: g");

    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
    assertThat(clients.receivedBy(otherRouter)).isEmpty();
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).isEmpty();
  }

  @Test
  void result_repeatedWithoutSubscriber_isDeliveredOnce() {
    send(worker, RESULT);
    send(worker, RESULT);
    send(worker, RESULT);

    send(router, "subscribe: g");

    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
  }

  @Test
  void result_thatWaited_isAcknowledgedToItsPublisher() {
    send(worker, RESULT);
    send(router, "subscribe: g");

    assertThat(send(router, "ack: g")).isEqualTo(new Done());
    assertThat(clients.receivedBy(worker)).hasSize(1);
  }

  @Test
  void result_whoseSubscriberComesWhileItIsKept_isDeliveredByTheSecondLookup() {
    relay.around(Stores.before("keep", () -> send(router, "subscribe: g")));

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).isEmpty();
  }

  @Test
  void result_toFailingSubscriber_isDeliveredWhenItSubscribesFromNewConnection() {
    send(router, "subscribe: g");
    clients.script(router, () -> new Refused(500, "status 500"));
    send(worker, RESULT);
    ConnectionId reconnected = new ConnectionId("router2=");

    send(reconnected, "subscribe: g");

    assertThat(clients.receivedBy(reconnected)).containsExactly(RESULT);
  }

  @Test
  void pendingResult_thatCannotBePosted_staysForTheNext() {
    send(worker, RESULT);
    clients.script(router, Gone::new);
    send(router, "subscribe: g");

    send(otherRouter, "subscribe: g");

    assertThat(clients.receivedBy(otherRouter)).containsExactly(RESULT);
  }

  @Test
  void pendingResult_thatCannotBeDiscarded_isDeliveredAllTheSame() {
    send(worker, RESULT);
    relay.around(Stores.failing("discard"));

    assertThat(send(router, "subscribe: g")).isEqualTo(new Done());
    assertThat(clients.receivedBy(router)).containsExactly(RESULT);
  }

  @Test
  void acknowledgedResult_repeatedWithoutSubscriber_isAckedAtOnce() {
    ConnectionId reconnected = new ConnectionId("worker2=");
    send(router, "subscribe: g");
    send(worker, RESULT);
    send(router, "ack: g");
    send(router, "unsubscribe: g");

    assertThat(send(reconnected, RESULT)).isEqualTo(new Done());

    assertThat(clients.receivedBy(reconnected))
        .containsExactly("{\"type\":\"ack\",\"guid\":\"g\",\"acknowledgedBy\":\"router=\"}");
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).isEmpty();
  }

  @Test
  void acknowledgedResult_repeatedWithSubscriber_isRelayed() {
    send(router, "subscribe: g");
    send(worker, RESULT);
    send(router, "ack: g");

    assertThat(send(worker, RESULT)).isEqualTo(new Relayed());
    assertThat(clients.receivedBy(router)).hasSize(2);
  }

  @Test
  void result_thatNobodyWaitsForAndNothingKeeps_isTold() {
    RelayFixture keepsNone = new RelayFixture(Duration.ZERO, false);

    assertThat(keepsNone.send(worker, RESULT)).isEqualTo(new NobodyWaits());
    keepsNone.send(router, "subscribe: g");
    assertThat(keepsNone.clients().received()).isEmpty();
    keepsNone.clients().script(router, () -> new Refused(403, "Forbidden"));
    assertThat(keepsNone.send(worker, RESULT)).isEqualTo(new Undelivered());
  }

  @Test
  void ack_ofKnownGuid_goesToItsPublisherWithTheAckersConnection() {
    send(worker, RESULT);

    assertThat(send(router, "ack: g")).isEqualTo(new Done());

    assertThat(clients.receivedBy(worker))
        .containsExactly("{\"type\":\"ack\",\"guid\":\"g\",\"acknowledgedBy\":\"router=\"}");
  }

  @Test
  void ack_ofGuidThatNeedsEscapes_isJson() {
    send(worker, "{\"guid\":\"a\\\"b\\\\c\\u0001\"}");

    send(router, "ack: a\"b\\c\u0001");

    assertThat(clients.receivedBy(worker))
        .containsExactly(
            "{\"type\":\"ack\",\"guid\":\"a\\\"b\\\\c\\u0001\",\"acknowledgedBy\":\"router=\"}");
  }

  @Test
  void ack_afterRepeatFromNewConnection_goesToTheLastSender() {
    ConnectionId reconnected = new ConnectionId("worker2=");
    send(worker, RESULT);
    send(reconnected, RESULT);

    send(router, "ack: g");

    assertThat(clients.receivedBy(worker)).isEmpty();
    assertThat(clients.receivedBy(reconnected)).hasSize(1);
  }

  @Test
  void ack_ofUnknownGuid_doesNothing() {
    assertThat(send(router, "ack: g")).isEqualTo(new NobodyWaits());
    assertThat(clients.received()).isEmpty();
  }

  @Test
  void ack_toGonePublisher_isNotTakenForDelivered() {
    send(worker, RESULT);
    clients.script(worker, Gone::new);

    assertThat(send(router, "ack: g")).isEqualTo(new NobodyWaits());
  }

  @Test
  void ping_isAnsweredWithPong() {
    assertThat(send(router, "ping")).isEqualTo(new Done());
    assertThat(clients.receivedBy(router)).containsExactly("pong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ping\n",
        "PING",
        " ping",
        "subscribe:g",
        "Subscribe: g",
        "[1]",
        " {}",
        "null"
      })
  void otherText_isAnsweredAsUnknownText(String text) {
    assertThat(send(router, text)).isEqualTo(new Done());
    assertThat(clients.receivedBy(router)).containsExactly("unknown text message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"guid\":\"\"}", "{\"guid\":0}", "{\"a\":{\"guid\":\"g\"}}"})
  void objectWithoutGuid_isAnsweredAsUnknownObject(String object) {
    assertThat(send(router, object)).isEqualTo(new Done());
    assertThat(clients.receivedBy(router)).containsExactly("unknown object message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{bad", "{", "{\"guid\":\"g\"", "{\"guid\":\"g\"}}", "{\"guid\":\"g\"} x"})
  void malformedObject_isNotAnswered(String text) {
    assertThat(send(router, text)).isInstanceOf(Malformed.class);
    assertThat(clients.received()).isEmpty();
  }

  @Test
  void missingBody_isMalformed() {
    assertThat(send(router, null)).isInstanceOf(Malformed.class);
    assertThat(clients.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe: ", "unsubscribe: ", "ack: "})
  void command_withUnusableGuid_isRejectedAndLogged(String command) {
    assertThat(send(router, command)).isInstanceOf(Rejected.class);
    assertThat(send(router, command + "x".repeat(Topic.MAX_BYTES + 1)))
        .isInstanceOf(Rejected.class);
    assertThat(log.messages()).containsExactly("command refused", "command refused");
    assertThat(clients.received()).isEmpty();
    assertThat(memory.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "unsubscribe", "acknowledge"})
  void command_whoseStoreOperationFails_isStoreFailure(String operation) {
    relay.around(Stores.failing(operation));
    String command = operation.equals("acknowledge") ? "ack" : operation;

    assertThat(send(router, command + ": g")).isEqualTo(new StoreFailed());
    assertThat(clients.received()).isEmpty();
  }

  @Test
  void everyLineAboutResult_namesItsGuidAndNeverItsPayload() {
    send(router, "subscribe: g");
    clients.script(router, Gone::new);
    send(worker, RESULT);

    assertThat(log.lines())
        .isNotEmpty()
        .noneMatch(line -> line.fields().toString().contains("stdout"));
    assertThat(log.lines())
        .filteredOn(line -> line.message().equals("result"))
        .singleElement()
        .satisfies(line -> assertThat(line.fields().get("guid")).isEqualTo("g"));
  }

  private Outcome send(ConnectionId from, @Nullable String body) {
    return relay.send(from, body);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
