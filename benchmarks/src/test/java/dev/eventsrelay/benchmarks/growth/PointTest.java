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
  void trials_thatTakeDifferentTimes_giveTheMedian() {
    Samples samples = new Samples();
    Stream.of(9L, 1L, 5L)
        .map(millis -> new Cost(ROW, 0, 0, millis(millis)))
        .forEach(cost -> samples.add(Map.of(Operation.ACK, cost)));

    Point point = samples.at(7);

    assertThat(point.size()).isEqualTo(7);
    assertThat(point.of(Operation.ACK)).isEqualTo(new Sample(ROW, 5));
    assertThatThrownBy(() -> point.of(Operation.CONNECT)).hasMessageContaining("CONNECT");
  }

  @Test
  void trials_thatCostDifferently_areRefused() {
    List<Cost> costs =
        Stream.of(ROW, ROW.plus(ROW)).map(used -> new Cost(used, 0, 0, millis(1))).toList();

    assertThatThrownBy(() -> Sample.of(costs)).hasMessageContaining("The same operation cost");
  }

  @Test
  void curve_ofTwoPoints_tellsHowOftenTheFirstFitsIntoTheLast() {
    Curve curve = new Curve("rows", List.of(point(0, 3, 1), point(1_000, 6, 1)));

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

  @Test
  void table_thatGrows_isComparedWithTheEmptyOneOfTheSameMoment() {
    TableSize size =
        new TableSize(
            List.of(Rung.of(0), Rung.of(100)),
            new Curve("rows", List.of(point(0, 3, 8), point(300, 3, 6))),
            new Curve("rows", List.of(point(0, 3, 4), point(300, 3, 2))),
            1_000);

    assertThat(size.timeGrowthOf(Operation.RESULT)).isEqualTo(3);
    assertThat(size.tables().rows())
        .containsExactly(
            List.of(0L, 0L, 0L, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0),
            List.of(100L, 100L, 300L, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0));
  }

  private static Point point(long size, double units, double millis) {
    Sample sample = new Sample(new Consumption(units, 0, 1), millis);
    return new Point(
        size,
        Stream.of(Operation.values())
            .collect(Collectors.toMap(operation -> operation, operation -> sample)));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
