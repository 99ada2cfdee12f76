// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.it.Delivery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients with the habits of the real ones, while everything around them fails. {@code
 * -Dchaos.results}, {@code -Dchaos.rate} and {@code -Dchaos.seed} change what they do.
 */
@Tag("chaos")
class ChaosIT {
  @ParameterizedTest
  @MethodSource("dev.eventsrelay.it.chaos.Form#deliveries")
  void results_amidFaults_allReachWhoeverTheGuaranteeCovers(Delivery delivery) throws Exception {
    Disturber disturber = new Disturber();
    Load load =
        new Load(
            Long.getLong("chaos.seed", 1),
            Form.number("chaos.results", 160, 10_000),
            Form.number("chaos.rate", 10, 15),
            Load.EXECUTIONS,
            Load.patience(delivery));

    Report report = new Run(load, disturber, delivery).run(emulator -> emulator.environments(3));

    System.out.println(report);
    report.assertKeepsTheGuarantee(delivery);
    assertThat(report.ledger().handlerErrors()).as("handlers that threw or hung").isEmpty();
    assertThat(report.ledger().strangeFrames()).as("frames that the protocol lacks").isEmpty();
    assertThat(report.ledger().corruptedFrames()).as("results that were changed").isZero();
    // How many a machine can deliver while environments start is a matter of its speed.
    assertThat(report.delivered()).isGreaterThan(load.results() / 4L);
    assertThat(disturber.kills()).as("faults have been caused").isPositive();
    assertThat(report.repeats()).as("post faults have been caused").isPositive();
  }
}
