// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.testkit.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  private static final int THREADS = 32;

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
