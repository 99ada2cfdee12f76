// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

/**
 * Which table to use, and how.
 *
 * @param table the table's name
 * @param maxConnections HTTP connections to DynamoDB
 */
public record DynamoDbSettings(String table, int maxConnections) {
  public DynamoDbSettings {
    requireNonNull(table, "table is null");
  }
}
