// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.websocket.Client;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The running relay that the black-box tests talk to. They know its WebSocket URL; what else a
 * target can offer is optional, and a test that needs it is skipped where it is missing.
 *
 * @param webSocketUrl what clients connect to
 * @param table the relay's table, to look into
 */
public record Target(URI webSocketUrl, Optional<Table> table) {
  public Target {
    requireNonNull(webSocketUrl, "webSocketUrl is null");
    requireNonNull(table, "table is null");
  }

  /** Opens a connection. */
  public Client connect() {
    return Client.connect(webSocketUrl);
  }

  /**
   * The table, for a test that cannot do without: it is skipped, with the reason, if there is none.
   */
  public Table requireTable() {
    return table.orElseGet(
        () ->
            Assumptions.abort(
                "needs the table of the target: name it with -Devents.table and give credentials"));
  }
}
