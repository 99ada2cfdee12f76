// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.testkit.FakeClients;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingPostsTest {
  private static final Frame FRAME = Frame.of("frame");

  private final ConnectionId client = new ConnectionId("client=");
  private final FakeClients clients = new FakeClients();
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final List<Duration> pauses = new ArrayList<>();
  private final Backoff backoff =
      new Backoff(
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          new Random(1),
          time -> {
            pauses.add(time);
            clock.advance(time);
          });
  private final RetryingPosts retrying =
      new RetryingPosts(clients, Duration.ofSeconds(1), backoff, metrics);

  @Test
  void post_throttledAndUnavailable_isTriedUntilItSucceeds() {
    clients.script(client, Throttled::new);
    clients.script(client, () -> new Unavailable("status 500"));
    clients.script(client, Delivered::new);

    assertThat(post(Duration.ofSeconds(10))).isEqualTo(new Delivered());
    assertThat(clients.attemptsFor(client)).isEqualTo(3);
    assertThat(pauses).hasSize(2);
    assertThat(metrics.counts())
        .isEqualTo(
            Map.of(
                ConnectionMetric.Count.POST_RETRIES,
                2L,
                ConnectionMetric.Count.POST_THROTTLES,
                1L));
    assertThat(metrics.times(ConnectionMetric.Time.POST)).hasSize(3);
  }

  @Test
  void post_thatKeepsFailing_isTriedUntilItsDeadlineHoweverOftenThatIs() {
    script(1_000, Throttled::new);

    assertThat(post(Duration.ofSeconds(3))).isEqualTo(new Throttled());

    assertThat(elapsed()).isBetween(Duration.ofMillis(2_800), Duration.ofSeconds(3));
    assertThat(clients.attemptsFor(client)).isGreaterThan(15);
  }

  @Test
  void post_thatTimesOut_endsByItsDeadline() {
    ConnectionsApi silent = timingOut();

    assertThat(post(silent, clock.in(Duration.ofSeconds(3)))).isInstanceOf(Unavailable.class);

    assertThat(elapsed()).isBetween(Duration.ofMillis(2_800), Duration.ofSeconds(3));
    assertThat(metrics.times(ConnectionMetric.Time.POST))
        .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(1))
        .allSatisfy(time -> assertThat(time).isLessThanOrEqualTo(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1H", "PT1H"})
  void post_whileTheTimeOfDayIsSet_hasTheSameTime(Duration step) {
    Deadline deadline = clock.in(Duration.ofSeconds(3));
    clock.step(step);

    assertThat(post(timingOut(), deadline)).isInstanceOf(Unavailable.class);

    assertThat(elapsed()).isBetween(Duration.ofMillis(2_800), Duration.ofSeconds(3));
  }

  @Test
  void post_onAThreadThatIsInterrupted_isNotTriedAgain() {
    script(2, Throttled::new);
    RetryingPosts interrupted =
        new RetryingPosts(
            clients,
            Duration.ofSeconds(1),
            new Backoff(
                Duration.ofMillis(50), Duration.ofMillis(200), new Random(1), Thread::sleep),
            metrics);
    Thread.currentThread().interrupt();

    assertThat(interrupted.post(client, FRAME, clock.in(Duration.ofSeconds(3))))
        .isEqualTo(new Throttled());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(clients.attemptsFor(client)).isEqualTo(1);
  }

  @Test
  void post_goneOrRefused_isNotTriedAgain() {
    clients.script(client, Gone::new);
    clients.script(client, () -> new Refused(403, "Forbidden"));

    assertThat(post(Duration.ofSeconds(10))).isEqualTo(new Gone());
    assertThat(post(Duration.ofSeconds(10))).isEqualTo(new Refused(403, "Forbidden"));
    assertThat(clients.attemptsFor(client)).isEqualTo(2);
  }

  @Test
  void post_withoutTimeForThePause_returnsWhatItHas() {
    script(2, Throttled::new);

    assertThat(post(Duration.ZERO)).isEqualTo(new Throttled());
    assertThat(clients.attemptsFor(client)).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void pauses_areRandomBelowABoundThatDoublesToItsLimit() {
    for (int attempt = 1; attempt <= 40; attempt++) {
      long bound = Math.min(200, 50L << Math.min(attempt - 1, 10));
      assertThat(backoff.pauseAfter(attempt, Deadline.after(Duration.ofDays(1), clock))).isTrue();
      assertThat(pauses.getLast()).isBetween(Duration.ZERO, Duration.ofMillis(bound));
    }
  }

  private void script(int times, Supplier<PostResult> result) {
    for (int i = 0; i < times; i++) {
      clients.script(client, result);
    }
  }

  /** Whoever posts there hears nothing until the attempt's time is over. */
  private ConnectionsApi timingOut() {
    return new ConnectionsApi() {
      @Override
      public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
        clock.advance(deadline.remaining());
        return new Unavailable("no answer in time");
      }

      @Override
      public Presence presence(ConnectionId of, Deadline deadline) {
        return Presence.UNKNOWN;
      }
    };
  }

  private Duration elapsed() {
    return Duration.ofNanos(clock.nanos());
  }

  private PostResult post(ConnectionsApi api, Deadline deadline) {
    return new RetryingPosts(api, Duration.ofSeconds(1), backoff, metrics)
        .post(client, FRAME, deadline);
  }

  private PostResult post(Duration time) {
    return retrying.post(client, FRAME, clock.in(time));
  }
}
