// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one event cost.
 *
 * @param table what it took from DynamoDB
 * @param posts frames that were posted to clients
 * @param postedMessages the same as API Gateway bills them, each begun 32 KB counting
 * @param time how long its handling took, with DynamoDB Local and without a network
 */
public record Cost(Consumption table, long posts, long postedMessages, Duration time) {
  public Cost {
    requireNonNull(table, "table is null");
    requireNonNull(time, "time is null");
  }
}
