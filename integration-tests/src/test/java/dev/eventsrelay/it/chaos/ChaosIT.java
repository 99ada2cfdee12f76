// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Clients with the habits of the real ones, while everything around them fails. The long form:
 *
 * <pre>{@code
 * ./mvnw -pl integration-tests -am verify -Dtest=none -Dit.test=ChaosIT \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
 *     -Dchaos.results=10000 -Dchaos.rate=15 -Dchaos.seed=1
 * }</pre>
 */
class ChaosIT {
  @Test
  void results_amidFaults_allReachWhoeverTheGuaranteeCovers() throws Exception {
    Disturber disturber = new Disturber();
    Load load =
        new Load(
            Long.getLong("chaos.seed", 1),
            Integer.getInteger("chaos.results", 300),
            Integer.getInteger("chaos.rate", 20),
            Load.EXECUTIONS,
            Duration.ofSeconds(15));

    Report report = new Run(load, disturber).run(stack -> stack.environments(3));

    System.out.println(report);
    assertThat(report.lost()).as("%s", report).isEmpty();
    assertThat(report.ledger().handlerErrors()).as("handlers that threw or hung").isEmpty();
    assertThat(report.ledger().strangeFrames()).as("frames that the protocol lacks").isEmpty();
    assertThat(report.ledger().corruptedFrames()).as("results that were changed").isZero();
    assertThat(report.delivered()).isGreaterThan(load.results() * 8L / 10);
    assertThat(disturber.kills()).as("faults have been caused").isPositive();
    assertThat(report.repeats()).as("post faults have been caused").isPositive();
  }
}
