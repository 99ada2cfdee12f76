// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.load.ClosedLoop.Saturation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  @Test
  void everyAnswer_isFollowedByARequest() throws InterruptedException {
    AtomicInteger sent = new AtomicInteger();
    Invoker invoker =
        () -> {
          sent.incrementAndGet();
          return CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS));
        };

    Saturation saturation = new ClosedLoop(invoker, 4).run(Duration.ofMillis(100));

    assertThat(saturation.answers()).isEqualTo(sent.get()).isGreaterThan(4);
    assertThat(saturation.time()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void failedRequest_breaksTheRun() {
    Invoker failing = () -> CompletableFuture.failedFuture(new IllegalStateException("no slot"));

    assertThatThrownBy(() -> new ClosedLoop(failing, 2).run(Duration.ofMillis(10)))
        .isInstanceOf(BenchmarkException.class)
        .hasMessageContaining("2 requests failed");
  }

  @Test
  void warmUp_needsWindowsThatAgree() {
    WarmUp warmUp =
        new WarmUp(Duration.ofSeconds(1), 3, Duration.ofSeconds(5), Duration.ofSeconds(10));
    Duration enough = Duration.ofSeconds(6);

    assertThat(warmUp.isOver(List.of(100.0, 100.0), enough)).isFalse();
    assertThat(warmUp.isOver(List.of(100.0, 100.0, 111.0), enough)).isFalse();
    assertThat(warmUp.isOver(List.of(1.0, 100.0, 105.0, 109.0), enough)).isTrue();
    assertThat(warmUp.isOver(List.of(100.0, 100.0, 100.0), Duration.ofSeconds(4))).isFalse();
    assertThat(warmUp.isOver(List.of(100.0, 200.0, 300.0), Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void spread_ofAnEvenNumberOfRounds_hasItsMedianBetweenTheMiddleTwo() {
    Spread spread = Spread.of(List.of(4.0, 1.0, 3.0, 10.0), figure -> figure);

    assertThat(spread).isEqualTo(new Spread(3.5, 1, 10));
    assertThat(spread.range()).isEqualTo("1 to 10");
  }
}
