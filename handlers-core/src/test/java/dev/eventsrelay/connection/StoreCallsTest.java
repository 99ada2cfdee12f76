// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.StoreException.Kind;
import dev.eventsrelay.testkit.RecordingMetrics;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreCallsTest {
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final List<Duration> given = new ArrayList<>();
  private final StoreCalls calls =
      new StoreCalls(
          Duration.ofSeconds(2),
          new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), new Random(1), clock::advance),
          metrics);

  @Test
  void once_givesTheCallItsTimeoutAndDoesNotRepeatIt() {
    Deadline deadline = clock.in(Duration.ofSeconds(18));

    assertThatThrownBy(() -> calls.once(deadline, this::hangs)).isInstanceOf(StoreException.class);

    assertThat(given).containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void once_beforeTheDeadline_getsWhatIsLeft() {
    Deadline deadline = clock.in(Duration.ofMillis(300));

    assertThatThrownBy(() -> calls.once(deadline, this::hangs)).isInstanceOf(StoreException.class);

    assertThat(given).containsExactly(Duration.ofMillis(300));
  }

  @Test
  void persistently_givesASlowStoreMoreTimeEachTimeUntilTheDeadline() {
    Deadline deadline = clock.in(Duration.ofSeconds(18));

    assertThatThrownBy(() -> calls.persistently(deadline, this::hangs))
        .isInstanceOf(StoreException.class);

    assertThat(given)
        .startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(Duration.ofNanos(clock.nanos()))
        .isBetween(Duration.ofMillis(17_800), Duration.ofSeconds(18));
    assertThat(metrics.counts())
        .containsEntry(ConnectionMetric.Count.STORE_RETRIES, (long) given.size() - 1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REJECTED")
  void persistently_repeatsUntilTheStoreHasDoneIt(Kind kind) {
    List<String> left = new ArrayList<>(List.of("fails", "fails", "works"));

    assertThat(
            calls.<String>persistently(
                clock.in(Duration.ofSeconds(18)),
                _ -> {
                  if (left.removeFirst().equals("fails")) {
                    throw new StoreException(kind, "not now", null);
                  }
                  return "done";
                }))
        .isEqualTo("done");

    assertThat(left).isEmpty();
  }

  @Test
  void persistently_doesNotRepeatWhatTheStoreRefusesForGood() {
    assertThatThrownBy(
            () ->
                calls.persistently(
                    clock.in(Duration.ofSeconds(18)),
                    by -> {
                      given.add(by.remaining());
                      throw new StoreException(Kind.REJECTED, "no such table", null);
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessage("no such table");

    assertThat(given).hasSize(1);
    assertThat(metrics.counts()).isEmpty();
  }

  private String hangs(Deadline by) {
    given.add(by.remaining());
    clock.advance(by.remaining());
    throw new StoreException(Kind.TIMED_OUT, "no answer", null);
  }
}
