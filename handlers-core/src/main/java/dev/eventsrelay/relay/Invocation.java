// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Metrics.Failure;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What belongs to one invocation and is handed to everything that works for it, on whichever
 * thread: nothing of it is looked up from a thread.
 *
 * @param connection the connection that the event is about
 * @param receivedAt when API Gateway received the event, by its clock
 * @param clients posts to any client of the same API
 * @param deadline when the handler must have answered
 * @param log writes lines with this invocation's ids
 * @param metrics takes this invocation's numbers
 */
public record Invocation(
    ConnectionId connection,
    Instant receivedAt,
    ManagementApi clients,
    Deadline deadline,
    EventLog log,
    Metrics metrics) {
  public Invocation {
    requireNonNull(connection, "connection is null");
    requireNonNull(receivedAt, "receivedAt is null");
    requireNonNull(clients, "clients is null");
    requireNonNull(deadline, "deadline is null");
    requireNonNull(log, "log is null");
    requireNonNull(metrics, "metrics is null");
  }

  /** Writes a line to {@link #log()}. */
  public void log(Level level, String message, Map<String, ?> fields) {
    log.log(level, message, fields);
  }

  /** Writes a line about what the store did not do, and counts it. */
  public void storeFailed(Level level, String message, Map<String, ?> fields, StoreException e) {
    metrics.failed(Failure.of(e.kind()));
    Map<String, Object> all = new HashMap<>(fields);
    all.put("store", e.kind());
    all.put("reason", e.reason());
    log(level, message, all);
  }

  /** Writes a line about what the store did not do for a guid, and counts it. */
  void logFailure(String message, Guid guid, StoreException e) {
    storeFailed(Level.ERROR, message, Map.of("guid", guid.value()), e);
  }
}
