// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.benchmarks.metered.Ids;
import dev.eventsrelay.benchmarks.metered.LocalTable;
import dev.eventsrelay.benchmarks.metered.MeteredRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScenarioIT {
  @Test
  void scenario_playedTwice_usesTheSame() throws IOException, InterruptedException {
    Ids ids = new Ids(new SplittableRandom(2));
    try (LocalTable table = LocalTable.start(Path.of("..").toAbsolutePath().normalize());
        MeteredRelay relay = new MeteredRelay(table)) {
      for (Scenario scenario : Scenario.ALL) {
        Entry first = Entry.of(scenario, Compile.anew(relay, ids, 4096));
        Entry second = Entry.of(scenario, Compile.anew(relay, ids, 4096));

        assertThat(first).isEqualTo(second);
        assertThat(first.total().invocations()).isEqualTo(scenario.steps().size());
      }
      Tally cycle = Entry.of(Scenario.COMPILE, Compile.anew(relay, ids, 4096)).total();
      assertThat(cycle.messages()).isEqualTo(4);
      assertThat(cycle.posts()).as("the result, and its ack").isEqualTo(2);
      assertThat(cycle.billedMessages()).isEqualTo(6);
    }
  }
}
