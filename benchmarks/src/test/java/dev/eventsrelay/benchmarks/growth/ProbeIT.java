// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.benchmarks.metered.Consumption;
import dev.eventsrelay.benchmarks.metered.Cost;
import dev.eventsrelay.benchmarks.metered.LocalTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeIT {
  /** The note, and what DynamoDB Local counts for deleting a row that is not there: 2. */
  private static final int ENDED_SUBSCRIPTION = 1 + 2;

  @Test
  void probe_withSurroundings_meetsAllOfThem() throws IOException, InterruptedException {
    try (LocalTable table = LocalTable.start(Path.of("..").toAbsolutePath().normalize());
        Probe probe = new Probe(table);
        Climb climb = new Climb(table)) {
      climb.to(Rung.of(50));
      climb.to(new Rung(60, 400));

      Map<Operation, Cost> costs = probe.run(7, 9);

      assertThat(costs).containsOnlyKeys(Operation.values());
      assertThat(costs.get(Operation.RESULT)).extracting(Cost::posts).isEqualTo(9L);
      assertThat(costs.get(Operation.DISCONNECT))
          .as("its own row, two for each subscription, and the note of the one that has ended")
          .extracting(Cost::table)
          .isEqualTo(new Consumption(1 + 2 * 7 + ENDED_SUBSCRIPTION, 1, 2));
      assertThat(rows(table)).isEqualTo(400 + 2 * 8 + 1);
    }
  }

  /** What the climb stored, the other subscribers, and where the probe's ack went. */
  private static int rows(LocalTable table) {
    try (var client = table.client()) {
      return client.scanPaginator(b -> b.tableName(table.configuration().table())).stream()
          .mapToInt(page -> page.count())
          .sum();
    }
  }
}
