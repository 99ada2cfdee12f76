// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.util.Objects.requireNonNull;

/**
 * The name that API Gateway gave to one WebSocket connection.
 *
 * @param value opaque and not empty, such as {@code JC1dgf9yoAMCK-g=}
 */
public record ConnectionId(String value) {
  public ConnectionId {
    requireNonNull(value, "value is null");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("connection id is empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
