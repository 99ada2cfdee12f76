// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartDelayTest {
  @Test
  void after_deathsAtTheStart_growsAndResetsOnceOneWorked() {
    RestartDelay delay = new RestartDelay();
    assertThat(delay.after(true)).isZero();
    assertThat(delay.after(false)).isEqualTo(Duration.ofMillis(100));
    assertThat(delay.after(false)).isEqualTo(Duration.ofMillis(200));
    for (int i = 0; i < 10; i++) {
      delay.after(false);
    }
    assertThat(delay.after(false)).isEqualTo(Duration.ofSeconds(10));
    assertThat(delay.after(true)).isZero();
    assertThat(delay.after(false)).isEqualTo(Duration.ofMillis(100));
  }
}
