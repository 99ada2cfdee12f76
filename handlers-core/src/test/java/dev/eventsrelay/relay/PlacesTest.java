// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Deadline soon = Deadline.after(Duration.ofSeconds(20), InstantSource.system());

  @Test
  void place_whenAllAreTaken_isRefused() {
    Places places = new Places(2, Duration.ofMillis(10));

    assertThat(places.take(soon)).isTrue();
    assertThat(places.take(soon)).isTrue();
    assertThat(places.take(soon)).isFalse();
  }

  @Test
  void place_thatIsGivenBackMeanwhile_isTaken() throws Exception {
    Places places = new Places(1, Duration.ofSeconds(20));
    assertThat(places.take(soon)).isTrue();
    AtomicReference<Thread> waiting = new AtomicReference<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> taken =
          threads.submit(
              () -> {
                waiting.set(Thread.currentThread());
                return places.take(soon);
              });
      await()
          .until(
              () ->
                  waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);

      places.giveBack();

      assertThat(taken.get()).isTrue();
    }
  }

  @Test
  void place_afterTheDeadline_isNotWaitedFor() {
    Places places = new Places(1, Duration.ofHours(1));
    assertThat(places.take(soon)).isTrue();

    assertThat(places.take(Deadline.after(Duration.ZERO, InstantSource.system()))).isFalse();
  }

  @Test
  void interruptedThread_getsNoPlaceAndStaysInterrupted() {
    Places places = new Places(1, Duration.ofHours(1));
    Thread.currentThread().interrupt();

    assertThat(places.take(soon)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
