// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchLimitTest {
  private final BatchLimit limit = new BatchLimit(new Polling(5, 7, Duration.ZERO));

  @Test
  void limit_whileBatchesSucceed_growsToTheMaximum() {
    for (int i = 0; i < 10; i++) {
      limit.succeeded();
    }

    assertThat(limit.now()).isEqualTo(7);
  }

  @Test
  void limit_whenTheFunctionIsFull_halvesDownToOne() {
    limit.failed();
    assertThat(limit.now()).isEqualTo(2);
    limit.failed();
    limit.failed();
    assertThat(limit.now()).isOne();
  }

  @Test
  void limit_afterATimeWithoutMessages_startsAgain() {
    limit.succeeded();
    limit.idle();

    assertThat(limit.now()).isEqualTo(5);
  }

  @Test
  void polling_withMaximumConcurrency_neverExceedsIt() {
    assertThat(Polling.onDemand(2)).isEqualTo(new Polling(2, 2, Duration.ofMillis(200)));
    assertThat(Polling.provisioned(2, 3).atFirst()).isEqualTo(20);
  }
}
