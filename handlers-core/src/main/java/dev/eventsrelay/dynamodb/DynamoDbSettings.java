// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Which table to use, and how.
 *
 * @param table the table's name
 * @param maxConnections HTTP connections to DynamoDB
 * @param endpoint where DynamoDB is, if not where the SDK's standard sources say
 */
public record DynamoDbSettings(String table, int maxConnections, Optional<URI> endpoint) {
  public DynamoDbSettings {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(table, "table is null");
  }

  /** Settings for DynamoDB where the SDK's standard sources say. */
  public DynamoDbSettings(String table, int maxConnections) {
    this(table, maxConnections, Optional.empty());
  }
}
