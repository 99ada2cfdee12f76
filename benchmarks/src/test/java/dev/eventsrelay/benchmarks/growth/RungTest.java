// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.benchmarks.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RungTest {
  @ParameterizedTest
  @EnumSource
  void ladder_ofAnySize_beginsWithAnEmptyTableAndGrows(Size size) {
    List<Rung> ladder = Rung.ladder(size);

    assertThat(ladder.getFirst()).isEqualTo(new Rung(0, 0));
    assertThat(ladder).extracting(Rung::rows).isSorted().doesNotHaveDuplicates();
    assertThat(ladder).extracting(Rung::moreSubscriptions).isSorted();
  }

  @Test
  void ladder_inFull_endsWithAMillionRows() {
    Rung last = Rung.ladder(Size.FULL).getLast();

    assertThat(last.rows()).isEqualTo(1_000_000);
    assertThat(3 * last.connections() + 2 * last.moreSubscriptions()).isEqualTo(last.rows());
  }
}
