// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.testkit.SnapshotContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestorableTest {
  private final SnapshotContext snapshots = new SnapshotContext();

  @Test
  void thing_isClosedBeforeACheckpointAndMadeAnewAfterTheRestore() throws Exception {
    AtomicInteger made = new AtomicInteger();
    List<Integer> closed = new ArrayList<>();
    Restorable<Integer> restorable = Restorable.of(made::incrementAndGet, closed::add, snapshots);
    assertThat(restorable.get()).isEqualTo(1);

    snapshots.checkpoint();
    assertThat(closed).containsExactly(1);
    snapshots.restore();

    assertThat(restorable.get()).isEqualTo(2);
    assertThat(closed).containsExactly(1);
  }

  @Test
  void copiesOfOneState_drawDifferentNumbersAfterTheRestore() throws Exception {
    FreshRandom one = new FreshRandom(new Random(1), snapshots);
    FreshRandom other = new FreshRandom(new Random(1), snapshots);
    assertThat(numbers(one)).as("two copies of one state").isEqualTo(numbers(other));

    snapshots.checkpoint();
    snapshots.restore();

    assertThat(numbers(one)).isNotEqualTo(numbers(other));
  }

  private static List<Long> numbers(FreshRandom random) {
    return LongStream.generate(random::nextLong).limit(4).boxed().toList();
  }
}
