// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.connection.RetryingPosts;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.testkit.InMemoryConnectionStore;
import dev.eventsrelay.testkit.RecordingLog;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long an invocation tries to reach clients whose posts time out, each after one second. */
class ClientsTest {
  private static final Frame FRAME = Frame.of("f");
  private static final Topic TOPIC = new Topic("t");

  private final ConnectionId client = new ConnectionId("c=");
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final RecordingLog log = new RecordingLog();
  private final RecordingMetrics metrics = new RecordingMetrics();

  @Test
  void fanOut_whosePostsTimeOut_endsWithinThreeSeconds() {
    assertThat(slow().postToAll(FRAME, Set.of(client), TOPIC))
        .hasOnlyElementsOfType(Unavailable.class);

    assertThat(elapsed()).isBetween(Duration.ofMillis(2_700), Clients.FAN_OUT_PATIENCE);
    assertFailedOnce();
  }

  @Test
  void fanOut_toManyClientsWhosePostsTimeOut_endsWithinThreeSecondsOfRealTime() {
    Clients clients =
        clients(
            MonotonicClock.system(), Thread::sleep, time -> LockSupport.parkNanos(time.toNanos()));
    Set<ConnectionId> many =
        IntStream.range(0, 600)
            .mapToObj(i -> new ConnectionId("c" + i))
            .collect(Collectors.toSet());
    long start = System.nanoTime();

    List<PostResult> results = clients.postToAll(FRAME, many, TOPIC);

    assertThat(results).hasSize(600).hasOnlyElementsOfType(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  @Test
  void postToOneClient_thatTimesOut_isTriedUntilTheDeadlineOfTheInvocation() {
    assertThat(slow().post(FRAME, client)).isInstanceOf(Unavailable.class);

    assertThat(elapsed()).isBetween(Duration.ofMillis(17_700), Duration.ofSeconds(18));
    assertFailedOnce();
  }

  private void assertFailedOnce() {
    assertThat(log.messages()).containsExactly("post failed");
    assertThat(metrics.failures()).containsEntry(ConnectionMetric.Failed.POST_UNAVAILABLE, 1L);
  }

  private Duration elapsed() {
    return Duration.ofNanos(clock.nanos());
  }

  private Clients slow() {
    return clients(clock, clock::advance, clock::advance);
  }

  private Clients clients(MonotonicClock time, Backoff.Pause pause, Consumer<Duration> letPass) {
    ConnectionsApi api = timingOut(letPass);
    Backoff backoff =
        new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), new Random(1), pause);
    Subscriptions subscriptions =
        new Subscriptions(
            new InMemoryConnectionStore(Duration.ofHours(2), 10, clock),
            new StoreCalls(Duration.ofSeconds(1), backoff, metrics),
            api);
    return new Clients(
        new RetryingPosts(api, Duration.ofSeconds(1), backoff, metrics),
        new GoneClients(subscriptions, _ -> {}, log),
        Tasks.onVirtualThreads(),
        Deadline.after(Duration.ofSeconds(18), time),
        log,
        metrics);
  }

  private static ConnectionsApi timingOut(Consumer<Duration> letPass) {
    return new ConnectionsApi() {
      @Override
      public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
        letPass.accept(deadline.remaining());
        return new Unavailable("no answer in time");
      }

      @Override
      public Presence presence(ConnectionId of, Deadline deadline) {
        return Presence.UNKNOWN;
      }
    };
  }
}
