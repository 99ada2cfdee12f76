// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the relay tells about results, posts and failures. */
class RelayMetricsTest {
  private static final String RESULT = "{\"guid\":\"g\"}";

  private final ConnectionId router = new ConnectionId("router=");
  private final ConnectionId otherRouter = new ConnectionId("other=");
  private final ConnectionId worker = new ConnectionId("worker=");
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final FakeClients clients = new FakeClients();
  private final InMemoryConnectionStore memory =
      new InMemoryConnectionStore(
          Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(1), clock);
  private ConnectionStore store = memory;

  @Test
  void relayedResult_isCountedWithItsSubscribersAndTimed() {
    subscribe(router);
    subscribe(otherRouter);
    Instant received = clock.instant();
    clock.advance(Duration.ofMillis(7));

    RecordingMetrics told = send(worker, RESULT, received);

    assertThat(told.counts())
        .isEqualTo(Map.of(Counter.RESULTS_RELAYED, 1L, Counter.SUBSCRIBERS_PER_RESULT, 2L));
    assertThat(told.times(Timer.RELAY)).containsExactly(Duration.ofMillis(7));
    assertThat(told.times(Timer.POST)).hasSize(2);
    assertThat(told.failures()).isEmpty();
  }

  @Test
  void keptResult_isCountedAsWithoutSubscriber_andAsRelayedWhenOneComes() {
    assertThat(send(worker, RESULT).counts())
        .isEqualTo(
            Map.of(
                Counter.RESULTS_KEPT, 1L,
                Counter.RESULTS_WITHOUT_SUBSCRIBER, 1L,
                Counter.SUBSCRIBERS_PER_RESULT, 0L));

    assertThat(send(router, "subscribe: g").counts())
        .isEqualTo(Map.of(Counter.RESULTS_RELAYED, 1L));
  }

  @Test
  void resultThatNoPostBrings_isUndelivered() {
    subscribe(router);
    clients.script(router, () -> new Refused(403, "Forbidden"));

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts())
        .isEqualTo(
            Map.of(
                Counter.RESULTS_KEPT, 1L,
                Counter.RESULTS_UNDELIVERED, 1L,
                Counter.SUBSCRIBERS_PER_RESULT, 1L));
    assertThat(told.failures()).isEqualTo(Map.of(Failure.POST_REFUSED, 1L));
    assertThat(told.times(Timer.RELAY)).isEmpty();
  }

  @Test
  void resultWithGoneSubscriberOnly_isWithoutSubscriber() {
    subscribe(router);
    clients.script(router, Gone::new);

    assertThat(send(worker, RESULT).counts())
        .containsEntry(Counter.CONNECTIONS_GONE, 1L)
        .containsEntry(Counter.RESULTS_WITHOUT_SUBSCRIBER, 1L)
        .doesNotContainKey(Counter.RESULTS_UNDELIVERED);
  }

  @Test
  void acknowledgedRepeat_isNoResultThatNobodyWaitedFor() {
    subscribe(router);
    send(worker, RESULT);
    send(router, "ack: g");
    send(router, "unsubscribe: g");

    assertThat(send(worker, RESULT).counts()).isEqualTo(Map.of(Counter.SUBSCRIBERS_PER_RESULT, 0L));
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
        .containsEntry(Counter.POST_RETRIES, 2L)
        .containsEntry(Counter.POST_THROTTLES, 1L)
        .containsEntry(Counter.RESULTS_RELAYED, 1L);
    assertThat(told.times(Timer.POST))
        .containsExactly(Duration.ofMillis(3), Duration.ZERO, Duration.ZERO);
    assertThat(told.failures()).isEmpty();
  }

  @Test
  void postThatFailsForGood_isAFailureOnce() {
    subscribe(router);
    for (int i = 0; i < 3; i++) {
      clients.script(router, Throttled::new);
    }

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts())
        .containsEntry(Counter.POST_RETRIES, 2L)
        .containsEntry(Counter.POST_THROTTLES, 3L);
    assertThat(told.failures()).isEqualTo(Map.of(Failure.POST_THROTTLED, 1L));
  }

  @Test
  void failingStore_isCountedByKind() {
    store = Stores.failing(memory, "savePublisher", "subscribers");

    RecordingMetrics told = send(worker, RESULT);

    assertThat(told.counts()).isEqualTo(Map.of(Counter.RESULTS_UNDELIVERED, 1L));
    assertThat(told.failures()).isEqualTo(Map.of(Failure.STORE_UNAVAILABLE, 3L));
    assertThat(memory.pending(new Guid("g"), inTime())).hasSize(1);
  }

  @Test
  void messagesThatOnlyWrite_tellNothing() {
    RecordingMetrics told = send(router, "subscribe: g");

    assertThat(told.counts()).isEmpty();
    assertThat(told.failures()).isEmpty();
    assertThat(told.times(Timer.POST)).isEmpty();
  }

  private void subscribe(ConnectionId who) {
    send(who, "subscribe: g");
  }

  private RecordingMetrics send(ConnectionId from, String body) {
    return send(from, body, clock.instant());
  }

  private RecordingMetrics send(ConnectionId from, String body, Instant receivedAt) {
    RecordingMetrics metrics = new RecordingMetrics();
    Backoff backoff =
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1), _ -> {});
    Outcome _ =
        new MessageRouter(store, new Tasks(Executors.newVirtualThreadPerTaskExecutor()))
            .route(
                body,
                new Invocation(
                    from,
                    receivedAt,
                    new RetryingManagementApi(clients, backoff, 3, metrics),
                    inTime(),
                    new RecordingLog(),
                    metrics));
    return metrics;
  }

  private Deadline inTime() {
    return Deadline.after(Duration.ofSeconds(20), clock);
  }
}
