// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.testkit.FakeClients;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.RelayFixture;
import dev.eventsrelay.testkit.Stores;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the relay tells about results, posts and failures. */
class RelayMetricsTest {
  private static final String RESULT = "{\"guid\":\"g\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId otherRouter = new ConnectionId("other=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final RelayFixture relay = new RelayFixture();
  private final TestClock clock = relay.clock();
  private final FakeClients clients = relay.clients();

  @Test
  void relayedResult_isCountedWithItsSubscribersAndTimed() {
    subscribe(router);
    subscribe(otherRouter);
    Instant received = clock.instant();
    clock.advance(Duration.ofMillis(7));

    RecordingMetrics told = send(worker, RESULT, received);

    assertThat(told.counts())
        .isEqualTo(
            Map.of(
                RelayMetric.Count.RESULTS_RELAYED,
                1L,
                RelayMetric.Count.SUBSCRIBERS_PER_RESULT,
                2L));
    assertThat(told.times(RelayMetric.Time.RELAY)).containsExactly(Duration.ofMillis(7));
    assertThat(told.times(ConnectionMetric.Time.POST)).hasSize(2);
    assertThat(told.failures()).isEmpty();
  }

  @Test
  void keptResult_isCountedAsWithoutSubscriber_andAsRelayedWhenOneComes() {
    assertThat(send(worker, RESULT).counts())
        .isEqualTo(
            Map.of(
                RelayMetric.Count.RESULTS_KEPT, 1L,
                RelayMetric.Count.RESULTS_WITHOUT_SUBSCRIBER, 1L,
                RelayMetric.Count.SUBSCRIBERS_PER_RESULT, 0L));

    assertThat(send(router, "subscribe: g").counts())
        .isEqualTo(Map.of(RelayMetric.Count.RESULTS_RELAYED, 1L));
  }

  @Test
  void resultThatNoPostBrings_isUndelivered() {
    subscribe(router);
    clients.script(router, () -> new Refused(403, "Forbidden"));

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts())
        .isEqualTo(
            Map.of(
                RelayMetric.Count.RESULTS_KEPT, 1L,
                RelayMetric.Count.RESULTS_UNDELIVERED, 1L,
                RelayMetric.Count.SUBSCRIBERS_PER_RESULT, 1L));
    assertThat(told.failures()).isEqualTo(Map.of(ConnectionMetric.Failed.POST_REFUSED, 1L));
    assertThat(told.times(RelayMetric.Time.RELAY)).isEmpty();
  }

  @Test
  void resultWithGoneSubscriberOnly_isWithoutSubscriber() {
    subscribe(router);
    clients.script(router, Gone::new);

    assertThat(send(worker, RESULT).counts())
        .containsEntry(ConnectionMetric.Count.CONNECTIONS_GONE, 1L)
        .containsEntry(RelayMetric.Count.RESULTS_WITHOUT_SUBSCRIBER, 1L)
        .doesNotContainKey(RelayMetric.Count.RESULTS_UNDELIVERED);
  }

  @Test
  void acknowledgedRepeat_isNoResultThatNobodyWaitedFor() {
    subscribe(router);
    send(worker, RESULT);
    send(router, "ack: g");
    send(router, "unsubscribe: g");

    assertThat(send(worker, RESULT).counts())
        .isEqualTo(Map.of(RelayMetric.Count.SUBSCRIBERS_PER_RESULT, 0L));
  }

  @Test
  void attempts_areTimedAndCountedOneByOne() {
    subscribe(router);
    clients.script(
        router,
        () -> {
          clock.advance(Duration.ofMillis(3));
          return new Throttled();
        });
    clients.script(router, () -> new Unavailable("status 500"));

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts())
        .containsEntry(ConnectionMetric.Count.POST_RETRIES, 2L)
        .containsEntry(ConnectionMetric.Count.POST_THROTTLES, 1L)
        .containsEntry(RelayMetric.Count.RESULTS_RELAYED, 1L);
    assertThat(told.times(ConnectionMetric.Time.POST))
        .containsExactly(Duration.ofMillis(3), Duration.ZERO, Duration.ZERO);
    assertThat(told.failures()).isEmpty();
  }

  @Test
  void postThatFailsForGood_isAFailureOnce() {
    subscribe(router);
    for (int i = 0; i < 1_000; i++) {
      clients.script(router, Throttled::new);
    }
    Instant start = clock.instant();

    RecordingMetrics told = send(worker, RESULT);

    long throttles = told.counts().getOrDefault(ConnectionMetric.Count.POST_THROTTLES, 0L);
    assertThat(throttles).isBetween(4L, 20L);
    assertThat(told.counts()).containsEntry(ConnectionMetric.Count.POST_RETRIES, throttles - 1);
    assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(3));
    assertThat(told.failures()).isEqualTo(Map.of(ConnectionMetric.Failed.POST_THROTTLED, 1L));
  }

  @Test
  void failingStore_isCountedByKind() {
    relay.around(Stores.failing("savePublisher", "subscribers"));

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts())
        .containsEntry(RelayMetric.Count.RESULTS_UNDELIVERED, 1L)
        .containsKey(ConnectionMetric.Count.STORE_RETRIES);
    assertThat(told.failures()).isEqualTo(Map.of(ConnectionMetric.Failed.STORE_UNAVAILABLE, 3L));
    assertThat(relay.results().pending(new Guid("g"), relay.inTime())).hasSize(1);
  }

  @Test
  void messagesThatOnlyWrite_tellNothing() {
    RecordingMetrics told = send(router, "subscribe: g");

    assertThat(told.counts()).isEmpty();
    assertThat(told.failures()).isEmpty();
    assertThat(told.times(ConnectionMetric.Time.POST)).isEmpty();
  }

  private void subscribe(ConnectionId who) {
    send(who, "subscribe: g");
  }

  private RecordingMetrics send(ConnectionId from, String body) {
    return send(from, body, clock.instant());
  }

  private RecordingMetrics send(ConnectionId from, String body, Instant receivedAt) {
    RecordingMetrics metrics = new RecordingMetrics();
    Outcome _ = relay.send(from, body, metrics, receivedAt);
    return metrics;
  }
}
