// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ShareLimitTest {
  @Test
  void owner_withItsShareUnderWay_isRefusedAndOthersAreNot() {
    ShareLimit<String> limit = new ShareLimit<>(2);

    assertThat(limit.tryAcquire("a")).isNotNull();
    assertThat(limit.tryAcquire("a")).isNotNull();
    assertThat(limit.tryAcquire("a")).isNull();
    assertThat(limit.tryAcquire("b")).isNotNull();
  }

  @Test
  void place_givenBackTwice_isFreeOnce() {
    ShareLimit<String> limit = new ShareLimit<>(2);
    Permit first = requireNonNull(limit.tryAcquire("a"));
    Permit _ = limit.tryAcquire("a");

    first.close();
    first.close();

    assertThat(limit.tryAcquire("a")).isNotNull();
    assertThat(limit.tryAcquire("a")).isNull();
  }

  @Test
  void owner_withNothingUnderWay_isForgotten() {
    ShareLimit<String> limit = new ShareLimit<>(1);
    Permit permit = requireNonNull(limit.tryAcquire("a"));
    assertThat(limit.tryAcquire("a")).isNull();
    assertThat(limit.owners()).isEqualTo(1);

    permit.close();

    assertThat(limit.owners()).isZero();
  }

  @Test
  void ownersOnManyThreads_neverExceedTheirShareAndLeaveNothing() {
    int share = 3;
    ShareLimit<Integer> limit = new ShareLimit<>(share);
    AtomicInteger[] underWay = {new AtomicInteger(), new AtomicInteger()};
    AtomicInteger exceeded = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20_000; i++) {
        int owner = i % underWay.length;
        threads.execute(
            () -> {
              try (Permit permit = limit.tryAcquire(owner)) {
                if (permit == null) {
                  return;
                }
                taken.incrementAndGet();
                if (underWay[owner].incrementAndGet() > share) {
                  exceeded.incrementAndGet();
                }
                LockSupport.parkNanos(1);
                underWay[owner].decrementAndGet();
              }
            });
      }
    }

    assertThat(taken).hasPositiveValue();
    assertThat(exceeded).hasValue(0);
    assertThat(limit.owners()).isZero();
  }

  @Test
  void shareOfNothing_isRefused() {
    assertThatThrownBy(() -> new ShareLimit<>(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share is 0, less than 1");
  }
}
