// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who takes part in one compile.
 *
 * @param router wants the result, on a connection that was opened before
 * @param worker has it
 * @param guid names it; short enough for a result of 26 bytes
 */
record Parties(ConnectionId router, ConnectionId worker, String guid) {
  Parties {
    requireNonNull(router, "router is null");
    requireNonNull(worker, "worker is null");
    requireNonNull(guid, "guid is null");
  }

  /** A compile that the relay has not heard of yet, but for the router's connection. */
  static Parties of(MeteredRelay relay) {
    Parties parties =
        new Parties(connection(), connection(), UUID.randomUUID().toString().substring(0, 7));
    var _ = relay.connect(parties.router);
    return parties;
  }

  /** An id as API Gateway makes them: 11 bytes in Base64. */
  static ConnectionId connection() {
    byte[] bytes = new byte[11];
    ThreadLocalRandom.current().nextBytes(bytes);
    return new ConnectionId(Base64.getUrlEncoder().encodeToString(bytes));
  }

  /** A result for the guid that differs from those with other numbers. */
  String result(int number, int bytes) {
    String start = "{\"guid\":\"" + guid + "\",\"n\":\"" + number;
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }
}
