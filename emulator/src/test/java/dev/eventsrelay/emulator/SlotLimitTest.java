// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.process.FileLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotLimitTest {
  /** Seven environments, as those of the relay. */
  private static final List<Compute> FUNCTIONS =
      List.of(new Compute.Managed(4, 32), new Compute.Managed(3, 5));

  @Test
  void usualLimit_leavesAllSlots() {
    SlotLimit limit = SlotLimit.of(new FileLimit(1024, 80), FUNCTIONS);

    assertThat(limit.notice(FUNCTIONS)).isEmpty();
    assertThat(FUNCTIONS.stream().map(limit::apply)).containsExactlyElementsOf(FUNCTIONS);
  }

  @Test
  void lowLimit_leavesAQuarterToClients_andSaysSo() {
    SlotLimit limit = SlotLimit.of(new FileLimit(256, 80), FUNCTIONS);

    assertThat(limit.notice(FUNCTIONS))
        .contains(
            "This process may open 256 files, too few for 32 slots in each of 7 environments: they"
                + " get 7. Raise the limit with ulimit -n.");
    assertThat(FUNCTIONS.stream().map(limit::apply))
        .containsExactly(new Compute.Managed(4, 7), new Compute.Managed(3, 5));
  }

  @Test
  void limitBelowWhatTheEnvironmentsNeed_isRefused() {
    assertThatThrownBy(() -> SlotLimit.of(new FileLimit(128, 80), FUNCTIONS))
        .isInstanceOf(EmulatorException.class)
        .hasMessageContaining("128 files")
        .hasMessageContaining("7 execution environments")
        .hasMessageContaining("ulimit -n");
  }

  @Test
  void unknownLimit_leavesAllSlots() {
    SlotLimit limit = SlotLimit.of(new FileLimit(Long.MAX_VALUE, 0), FUNCTIONS);

    assertThat(FUNCTIONS.stream().map(limit::apply)).containsExactlyElementsOf(FUNCTIONS);
  }
}
