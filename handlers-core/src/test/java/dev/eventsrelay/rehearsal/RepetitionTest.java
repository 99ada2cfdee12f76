// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.testkit.Waiting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final int THREADS = 32;

  @Test
  void run_beginsWithAPlayerForEachProcessor_andHasAllAfterASecond() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    int all = processors + THREADS;
    Set<Integer> playing = ConcurrentHashMap.newKeySet();
    AtomicInteger early = new AtomicInteger();
    long start = System.nanoTime();

    new Repetition(all, Duration.ofSeconds(3))
        .run(
            player ->
                _ -> {
                  playing.add(player);
                  if (System.nanoTime() - start < Duration.ofMillis(900).toNanos()) {
                    early.accumulateAndGet(player, Math::max);
                  }
                  LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                });

    assertThat(early).hasValueLessThan(processors);
    assertThat(playing).hasSize(all);
  }

  @Test
  void run_ofPlayersThatHang_endsSoonAfterItsLimit() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    long start = System.nanoTime();

    Heat heat =
        new Repetition(THREADS, Duration.ofMillis(100))
            .run(_ -> _ -> Waiting.uninterruptibly(release));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(heat.runs()).isZero();
    assertThat(heat.hot()).isFalse();
    release.countDown();
  }

  @Test
  void run_ofPlayersThatFail_endsBeforeItsLimit() throws Exception {
    Heat heat =
        new Repetition(2, Duration.ofMinutes(5))
            .run(
                _ ->
                    _ -> {
                      throw new IllegalStateException("no such table");
                    });

    assertThat(heat.took()).isLessThan(Duration.ofMinutes(1));
    assertThat(heat.isSpoilt()).isTrue();
    assertThat(heat.failure()).contains("java.lang.IllegalStateException: no such table");
  }
}
