// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.benchmarks.metered.Consumption;
import dev.eventsrelay.benchmarks.metered.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointTest {
  private static final Consumption ROW = new Consumption(1, 0, 1);

  @Test
  void trials_thatTakeDifferentTimes_giveTheMedian() throws InterruptedException {
    var times = List.of(9L, 1L, 5L).iterator();

    Point point =
        Point.of(7, 3, () -> Map.of(Operation.ACK, new Cost(ROW, 0, 0, millis(times.next()))));

    assertThat(point.size()).isEqualTo(7);
    assertThat(point.of(Operation.ACK)).isEqualTo(new Sample(ROW, 5));
    assertThat(times).isExhausted();
  }

  @Test
  void trials_thatCostDifferently_areRefused() {
    List<Cost> costs =
        Stream.of(ROW, ROW.plus(ROW)).map(used -> new Cost(used, 0, 0, millis(1))).toList();

    assertThatThrownBy(() -> Sample.of(costs)).hasMessageContaining("The same operation cost");
  }

  @Test
  void curve_ofTwoPoints_tellsHowOftenTheFirstFitsIntoTheLast() {
    Curve curve = new Curve("rows", List.of(point(0, 3), point(1_000, 6)));

    assertThat(curve.growthOf(Operation.DISCONNECT)).isEqualTo(2);
    assertThat(curve.table().rows()).hasSize(2 * Operation.values().length);
    assertThat(curve.unitsChart().series())
        .hasSize(Operation.values().length)
        .allSatisfy(
            series ->
                assertThat(series.points())
                    .as("an empty table has a place too")
                    .extracting(point -> point.x())
                    .containsExactly(1.0, 1_000.0));
  }

  private static Point point(long size, double units) {
    Sample sample = new Sample(new Consumption(units, 0, 1), 1);
    return new Point(
        size,
        Stream.of(Operation.values())
            .collect(Collectors.toMap(operation -> operation, operation -> sample)));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
