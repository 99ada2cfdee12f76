// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Steady load without trouble: nothing grows, and nothing stays behind. {@code -Dsoak.seconds},
 * {@code -Dsoak.rate} and {@code -Dsoak.environments} change how much.
 */
@Tag("chaos")
class SoakIT {
  /** The first of them is taken after the first sixth. */
  private static final int SAMPLES = 6;

  private static final long MEGABYTE = 1024 * 1024;

  /** Rows of publishers expire. */
  private static final String PUBLISHER_TTL_SECONDS = "10";

  /** Only counts for a connection of whose end no environment could hear. */
  private static final String CONNECTION_TTL_SECONDS = "60";

  private static final Duration EXPIRY = Duration.ofMinutes(2);

  @Test
  void environments_underSteadyLoad_useNoMoreThanBefore() throws Exception {
    int seconds = Form.number("soak.seconds", 12, 600);
    int perSecond = Form.number("soak.rate", 5, 40);
    Samples samples = new Samples(Duration.ofSeconds(seconds).dividedBy(SAMPLES));
    Load load =
        new Load(
            1, seconds * perSecond, perSecond, Load.EXECUTIONS, Load.patience(Delivery.QUEUED));
    Run run = new Run(load, samples, Delivery.QUEUED);
    try (EmbeddedRelay relay =
        EmbeddedRelay.startUnrecorded(
            builder ->
                Delivery.QUEUED
                    .of(builder)
                    .environments(Form.number("soak.environments", 1, 3))
                    .concurrency(64)
                    .functionEnvironment("CONNECTION_TTL_SECONDS", CONNECTION_TTL_SECONDS)
                    .functionEnvironment("PUBLISHER_TTL_SECONDS", PUBLISHER_TTL_SECONDS)
                    .faults(1)
                    .listener(run.ledger()))) {
      Report report = run.against(relay);

      System.out.println(report);
      assertThat(report.delivered()).as("%s", report).isGreaterThan(load.results() * 95L / 100);
      assertThat(samples.usages()).isNotEmpty().allSatisfy(SoakIT::isFlat);
      await("rows left: none").atMost(EXPIRY).until(() -> Run.liveRows(relay).isEmpty());
    }
  }

  private static void isFlat(String environment, List<Usage> samples) {
    Usage first = samples.getFirst();
    Usage last = samples.getLast();
    assertThat(samples).as("samples of %s", environment).hasSizeGreaterThanOrEqualTo(2);
    assertThat(last.liveHeapBytes())
        .as("live heap of %s: %s", environment, samples)
        .isLessThan(first.liveHeapBytes() * 5 / 4 + 2 * MEGABYTE);
    assertThat(last.residentBytes())
        .as("RSS of %s: %s", environment, samples)
        .isLessThan(first.residentBytes() * 5 / 4 + 40 * MEGABYTE);
    assertThat(last.threads())
        .as("threads of %s: %s", environment, samples)
        .isLessThanOrEqualTo(first.threads() + 8);
    assertThat(last.descriptors())
        .as("descriptors of %s: %s", environment, samples)
        .isLessThanOrEqualTo(first.descriptors() + 32);
  }
}
