// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import java.util.List;

/**
 * A table that is ready for use.
 *
 * @param name in DynamoDB
 * @param existed whether it was there before
 * @param ignoredProperties properties of the template that mean nothing on one machine
 */
public record CreatedTable(String name, boolean existed, List<String> ignoredProperties) {
  public CreatedTable {
    ignoredProperties = List.copyOf(ignoredProperties);
  }
}
