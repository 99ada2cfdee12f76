// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.rehearsal.Cost.Reading;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final int RUNS = 1_000;

  private final AtomicReference<Reading> now = new AtomicReference<>(new Reading(0, 0, 0));
  private final Cost cost = new Cost(_ -> now.get());

  @Test
  void costThatStillFalls_isNotSteady() {
    windows(0, 4_000, 3_000, 2_000, 1_000);

    assertThat(cost.isSteady()).isFalse();
    assertThat(cost.first()).isEqualTo(4_000);
    assertThat(cost.last()).isEqualTo(1_000);
  }

  @Test
  void costThatNoLongerFalls_isSteady() {
    windows(0, 4_000, 1_000, 1_020, 1_010, 1_000);

    assertThat(cost.isSteady()).isTrue();
  }

  @Test
  void busyCompilers_areNotSteady() {
    windows(100, 1_000, 1_000, 1_000, 1_000, 1_000);

    assertThat(cost.isSteady()).isFalse();
  }

  @Test
  void firstWindows_areNotSteady() {
    windows(0, 1_000, 1_000);

    assertThat(cost.isSteady()).isFalse();
  }

  /** Windows of a thousand invocations that cost so much. */
  private void windows(long compilingMillis, long... micros) {
    for (long each : micros) {
      Reading before = now.get();
      Reading after =
          new Reading(
              before.runs() + RUNS,
              before.cpuNanos() + RUNS * each * 1_000,
              before.compilingMillis() + compilingMillis);
      now.set(after);
      cost.window(after.runs());
    }
  }
}
