// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the store uses its table.
 *
 * @param table the table's name
 * @param callTimeout for one call with all its retries
 * @param connectionTtl after which the rows of a connection and its subscriptions expire; longer
 *     than API Gateway lets a connection live
 * @param publisherTtl after which nobody is expected to acknowledge a result any more
 * @param pendingTtl how long a result waits for a subscriber; zero to keep none
 * @param maxConnections HTTP connections to DynamoDB at the most
 */
public record DynamoDbSettings(
    String table,
    Duration callTimeout,
    Duration connectionTtl,
    Duration publisherTtl,
    Duration pendingTtl,
    int maxConnections) {
  public DynamoDbSettings {
    requireNonNull(table, "table is null");
    requireNonNull(callTimeout, "callTimeout is null");
    requireNonNull(connectionTtl, "connectionTtl is null");
    requireNonNull(publisherTtl, "publisherTtl is null");
    requireNonNull(pendingTtl, "pendingTtl is null");
  }
}
