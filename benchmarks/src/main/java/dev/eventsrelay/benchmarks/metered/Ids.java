// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids as long as real ones, because the size of a row decides what it costs. Not thread-safe.
 *
 * @param random where they come from
 */
public record Ids(RandomGenerator random) {
  /** As API Gateway makes them: 11 bytes in base64. */
  public ConnectionId connection() {
    byte[] bytes = new byte[11];
    random.nextBytes(bytes);
    return new ConnectionId(Base64.getUrlEncoder().encodeToString(bytes));
  }

  /** As routers make them. */
  public Guid guid() {
    return new Guid(new UUID(random.nextLong(), random.nextLong()).toString());
  }
}
