// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final Deadline soon = Deadline.after(Duration.ofSeconds(20), MonotonicClock.system());

  @Test
  void place_whenAllAreTaken_isRefused() {
    ConcurrencyLimit limit = new ConcurrencyLimit(2, Duration.ofMillis(10));

    assertThat(limit.tryAcquire(soon)).isNotNull();
    assertThat(limit.tryAcquire(soon)).isNotNull();
    assertThat(limit.tryAcquire(soon)).isNull();
  }

  @Test
  void place_thatIsGivenBackMeanwhile_isTaken() throws Exception {
    ConcurrencyLimit limit = new ConcurrencyLimit(1, Duration.ofSeconds(20));
    Permit held = requireNonNull(limit.tryAcquire(soon));
    AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> taken =
          threads.submit(
              () -> {
                waiting.set(Thread.currentThread());
                return limit.tryAcquire(soon) != null;
              });
      await()
          .until(
              () ->
                  waiting.get() != null
                      && requireNonNull(waiting.get()).getState() == Thread.State.TIMED_WAITING);

      held.close();

      assertThat(taken.get()).isTrue();
    }
  }

  @Test
  void place_afterTheDeadline_isNotWaitedFor() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1, Duration.ofHours(1));
    assertThat(limit.tryAcquire(soon)).isNotNull();

    assertThat(limit.tryAcquire(Deadline.after(Duration.ZERO, MonotonicClock.system()))).isNull();
  }

  @Test
  void place_givenBackTwice_isFreeOnce() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1, Duration.ZERO);
    Permit permit = requireNonNull(limit.tryAcquire(soon));

    permit.close();
    permit.close();

    assertThat(limit.tryAcquire(soon)).isNotNull();
    assertThat(limit.tryAcquire(soon)).isNull();
  }

  @Test
  void placeOfTwoLimits_isGivenBackToBoth() {
    ConcurrencyLimit one = new ConcurrencyLimit(1, Duration.ZERO);
    ConcurrencyLimit other = new ConcurrencyLimit(1, Duration.ZERO);

    requireNonNull(one.tryAcquire(soon)).and(requireNonNull(other.tryAcquire(soon))).close();

    assertThat(one.tryAcquire(soon)).isNotNull();
    assertThat(other.tryAcquire(soon)).isNotNull();
  }

  @Test
  void interruptedThread_getsNoPlaceAndStaysInterrupted() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1, Duration.ofHours(1));
    Thread.currentThread().interrupt();

    assertThat(limit.tryAcquire(soon)).isNull();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(limit.tryAcquire(soon)).as("the place is still there").isNotNull();
  }
}
