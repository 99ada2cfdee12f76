// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.Ids;
import dev.eventsrelay.benchmarks.metered.MeteredRelay;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;

/**
 * Who takes part in one compile.
 *
 * @param relay between them
 * @param router wants the result
 * @param worker has it
 * @param guid names it
 * @param resultBytes length of its frame
 */
record Compile(
    MeteredRelay relay, ConnectionId router, ConnectionId worker, Guid guid, int resultBytes) {
  Compile {
    requireNonNull(relay, "relay is null");
    requireNonNull(router, "router is null");
    requireNonNull(worker, "worker is null");
    requireNonNull(guid, "guid is null");
  }

  /** A compile that the relay has not heard of yet. */
  static Compile anew(MeteredRelay relay, Ids ids, int resultBytes) {
    return new Compile(relay, ids.connection(), ids.connection(), ids.guid(), resultBytes);
  }

  /** The frame of the result, in ASCII. */
  String result() {
    String start = "{\"guid\":\"" + guid.value() + "\",\"asm\":\"";
    String end = "\"}";
    return start + "x".repeat(Math.max(0, resultBytes - start.length() - end.length())) + end;
  }
}
