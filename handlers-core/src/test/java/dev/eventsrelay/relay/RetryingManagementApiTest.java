// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RetryingManagementApiTest {
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
  private final ManagementApi retrying = new RetryingManagementApi(clients, backoff, 4, metrics);

  @Test
  void post_throttledAndUnavailable_isTriedUntilItSucceeds() {
    clients.script(client, Throttled::new);
    clients.script(client, () -> new Unavailable("status 500"));
    clients.script(client, Delivered::new);

    assertThat(post(Duration.ofSeconds(10))).isEqualTo(new Delivered());
    assertThat(clients.attemptsFor(client)).isEqualTo(3);
    assertThat(pauses).hasSize(2);
    assertThat(metrics.counts())
        .isEqualTo(Map.of(Counter.POST_RETRIES, 2L, Counter.POST_THROTTLES, 1L));
    assertThat(metrics.times(Timer.POST)).hasSize(3);
  }

  @Test
  void post_thatKeepsFailing_givesUpAfterItsAttempts() {
    script(4, Throttled::new);

    assertThat(post(Duration.ofSeconds(10))).isEqualTo(new Throttled());
    assertThat(clients.attemptsFor(client)).isEqualTo(4);
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

  private PostResult post(Duration time) {
    return retrying.post(client, FRAME, Deadline.after(time, clock));
  }
}
