// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.it.Delivery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole relay is down in the middle of a run, for 1.5 s and in the long form for 10 s besides,
 * and comes back.
 */
@Tag("chaos")
class RestartIT {
  /** Long enough for the last of the clients to be back. */
  private static final Duration BETWEEN = Duration.ofSeconds(8);

  /** The longer one outlasts three of the worker's four sends. */
  private static final List<Duration> LENGTHS =
      Form.of(
          List.of(Duration.ofMillis(1_500)),
          List.of(Duration.ofMillis(1_500), Duration.ofSeconds(10)));

  private static final int SECONDS = Form.of(16, 34);
  private static final int PER_SECOND = 10;

  /**
   * Its publisher gave up during the outage, or there was no slot for its subscription after it.
   */
  private static final Set<Fate> NOT_ACCEPTED =
      EnumSet.of(
          Fate.NOT_PUBLISHED,
          Fate.NOT_ARRIVED,
          Fate.NO_ENVIRONMENT,
          Fate.KILLED,
          Fate.SUBSCRIPTION_NO_ENVIRONMENT);

  @ParameterizedTest
  @MethodSource("dev.eventsrelay.it.chaos.Form#deliveries")
  void relay_downForAWhile_losesNothingThatSomebodyStillWaitsFor(Delivery delivery)
      throws Exception {
    Outages outages = new Outages(BETWEEN, LENGTHS);
    Load load =
        new Load(1, SECONDS * PER_SECOND, PER_SECOND, Load.EXECUTIONS, Load.patience(delivery));

    Report report =
        new Run(load, outages, delivery)
            // When it is back, everybody subscribes again at once: each needs a slot.
            .run(emulator -> emulator.environments(2).concurrency(64));

    System.out.println(report);
    assertThat(outages.count()).as("outages that ended").isEqualTo(LENGTHS.size());
    report.assertKeepsTheGuarantee(delivery);
    assertThat(report.missing(Job.Kind.COMPILE).values())
        .as("what was accepted has been delivered: %s", report)
        .isSubsetOf(NOT_ACCEPTED);
    assertThat(report.delivered()).isGreaterThan(load.results() / 4L);
    assertThat(report.ledger().handlerErrors()).as("handlers that threw or hung").isEmpty();
    assertThat(report.reconnects()).as("everybody was cut off").isPositive();
  }
}
