// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void linearAxis_beginsAtZeroAndEndsAboveTheHighest() {
    Axis axis = Axis.over(List.of(3.0, 17.0), false);

    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isGreaterThanOrEqualTo(17).isLessThan(25);
    assertThat(axis.ticks()).hasSizeBetween(4, 10).contains(0.0).contains(axis.high());
    assertThat(axis.share(axis.high() / 2)).isEqualTo(0.5);
  }

  @Test
  void logarithmicAxis_goesFromPowerToPowerOfTen() {
    Axis axis = Axis.over(List.of(3.0, 1700.0), true);

    assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0, 10000.0);
    assertThat(axis.share(100)).isEqualTo(0.5);
  }

  @Test
  void oneFigure_stillMakesAnAxis() {
    assertThat(Axis.over(List.of(10.0), true).ticks()).containsExactly(10.0, 100.0);
    assertThat(Axis.over(List.of(0.0), false).high()).isPositive();
  }
}
