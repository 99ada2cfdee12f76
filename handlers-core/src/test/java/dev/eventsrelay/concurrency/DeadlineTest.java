// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private final TestClock clock = new TestClock(Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(strings = {"PT-1H", "PT1H"})
  void stepOfTheTimeOfDay_neitherLengthensNorEndsIt(Duration step) {
    Deadline deadline = clock.in(Duration.ofSeconds(2));

    clock.step(step);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(2));

    clock.advance(Duration.ofSeconds(2));
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  void remainder_isInWholeMillisecondsAndLessThanOneIsNone() {
    Deadline deadline = clock.in(Duration.ofNanos(2_500_000));

    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(2));
    clock.advance(Duration.ofNanos(1_500_000));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(1));
    assertThat(deadline.hasPassed()).isFalse();
    clock.advance(Duration.ofNanos(1));
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  void remainder_afterTheDeadline_isZero() {
    Deadline deadline = clock.in(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(1));

    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.remainingUpTo(Duration.ofSeconds(1))).isZero();
  }

  @Test
  void limitWithinIt_isTheEarlierOfTheTwo() {
    Deadline deadline = clock.in(Duration.ofSeconds(2));

    assertThat(deadline.within(Duration.ofSeconds(1)).remaining()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deadline.within(Duration.ofSeconds(3))).isSameAs(deadline);
    assertThat(deadline.remainingUpTo(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(2));
    assertThat(deadline.remainingUpTo(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void clockThatOverflows_doesNotEndIt() {
    MonotonicClock atTheEdge = () -> Long.MAX_VALUE;

    Deadline deadline = Deadline.after(Duration.ofSeconds(2), atTheEdge);

    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(2));
    assertThat(deadline.within(Duration.ofSeconds(1)).remaining()).isEqualTo(Duration.ofSeconds(1));
  }
}
