// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  @Test
  void pace_doesNotDependOnWhatCameBefore() {
    Pace pace = new Pace(1_000, 4);

    assertThat(pace.due(0)).isEqualTo(1_000);
    assertThat(pace.due(1)).isEqualTo(250_001_000);
    assertThat(pace.due(4_000_000)).isEqualTo(1_000_000_000_001_000L);
  }

  @Test
  void requestsThatWaitForAPlace_countFromWhenTheyWereDue() throws InterruptedException {
    // One place, 20 ms each, due every 10 ms: the n-th answer is 20 + 10 n ms late.
    Invoker slow =
        () ->
            CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));

    Histogram times = new OpenLoop(slow, 1).run(100, Duration.ofMillis(200));

    assertThat(times.getTotalCount()).isEqualTo(20);
    assertThat(times.getMaxValue()).isGreaterThanOrEqualTo(200_000_000);
  }

  @Test
  void placesAreNeverExceeded() throws InterruptedException {
    AtomicInteger underWay = new AtomicInteger();
    Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    Invoker counted =
        () -> {
          seen.add(underWay.incrementAndGet());
          return CompletableFuture.runAsync(
              underWay::decrementAndGet,
              CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        };

    new OpenLoop(counted, 3).run(2_000, Duration.ofMillis(100));

    assertThat(seen).hasSize(200).allMatch(atOnce -> atOnce <= 3);
  }

  @Test
  void failedRequest_breaksTheRun() {
    Invoker failing = () -> CompletableFuture.failedFuture(new IllegalStateException("no slot"));

    assertThatThrownBy(() -> new OpenLoop(failing, 1).run(100, Duration.ofMillis(20)))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("2 requests failed")
        .hasMessageContaining("no slot");
  }
}
