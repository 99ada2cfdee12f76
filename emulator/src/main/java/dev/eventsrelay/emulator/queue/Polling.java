// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import java.time.Duration;

/**
 * How many batches a mapping has under way at once (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">AWS</a>).
 *
 * @param atFirst batches at once after a time without messages
 * @param atMost batches at once under lasting load
 * @param step time between two batches more
 */
public record Polling(int atFirst, int atMost, Duration step) {
  /** Without provisioned pollers: five batches at first, and 300 more a minute. */
  private static final int ON_DEMAND_AT_FIRST = 5;

  private static final Duration ON_DEMAND_STEP = Duration.ofMillis(200);

  /** Provisioned pollers grow by 1,000 batches a minute. */
  private static final Duration PROVISIONED_STEP = Duration.ofMillis(60);

  private static final int BATCHES_OF_A_POLLER = 10;

  /** A mapping without provisioned pollers. */
  public static Polling onDemand(int maximumConcurrency) {
    return new Polling(
        Math.min(ON_DEMAND_AT_FIRST, maximumConcurrency), maximumConcurrency, ON_DEMAND_STEP);
  }

  /** A mapping with provisioned pollers, each of which has up to ten batches under way. */
  public static Polling provisioned(int minimumPollers, int maximumPollers) {
    return new Polling(
        minimumPollers * BATCHES_OF_A_POLLER,
        maximumPollers * BATCHES_OF_A_POLLER,
        PROVISIONED_STEP);
  }

  public Polling {
    if (atFirst < 1 || atMost < atFirst) {
      throw new IllegalArgumentException(
          "A mapping cannot have %d batches at first and %d at most.".formatted(atFirst, atMost));
    }
  }
}
