// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.telemetry.EventLog;
import dev.eventsrelay.telemetry.Metrics;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What belongs to one invocation, resolved once and handed to everything that works for it, on
 * whichever thread: nothing of it is looked up from a thread. Thread-safe.
 *
 * @param connection that the event is about
 * @param receivedAt when API Gateway received the event, by its clock
 * @param clients posts to any client of the same API
 * @param subscriptions of all clients; they do not outlive their connections
 * @param storeCalls how long to have patience with the store
 * @param deadline when the handler must have answered
 * @param log writes lines with this invocation's ids
 * @param metrics takes this invocation's numbers
 */
public record InvocationContext(
    ConnectionId connection,
    Instant receivedAt,
    Clients clients,
    Subscriptions subscriptions,
    StoreCalls storeCalls,
    Deadline deadline,
    EventLog log,
    Metrics metrics) {
  public InvocationContext {
    requireNonNull(connection, "connection is null");
    requireNonNull(receivedAt, "receivedAt is null");
    requireNonNull(clients, "clients is null");
    requireNonNull(subscriptions, "subscriptions is null");
    requireNonNull(storeCalls, "storeCalls is null");
    requireNonNull(deadline, "deadline is null");
    requireNonNull(log, "log is null");
    requireNonNull(metrics, "metrics is null");
  }

  /** Writes a line to {@link #log()}. */
  public void log(Level level, String message, Map<String, ?> fields) {
    log.log(level, message, fields);
  }

  /** Calls the store once, for what its sender repeats; see {@link StoreCalls#once}. */
  public <T> T once(Function<Deadline, T> call) {
    return storeCalls.once(deadline, call);
  }

  /**
   * Calls the store until it succeeds, for what nobody repeats; {@link StoreCalls#persistently}.
   */
  public <T> T persistently(Function<Deadline, T> call) {
    return storeCalls.persistently(deadline, call);
  }

  /** Does what {@link #once} does for a call that returns nothing. */
  public void doOnce(Consumer<Deadline> call) {
    storeCalls.doOnce(deadline, call);
  }

  /** Does what {@link #persistently} does for a call that returns nothing. */
  public void doPersistently(Consumer<Deadline> call) {
    storeCalls.doPersistently(deadline, call);
  }

  /** Writes a line about what the store did not do, and counts it. */
  public void storeFailed(Level level, String message, Map<String, ?> fields, StoreException e) {
    metrics.failed(ConnectionMetric.Failed.of(e.kind()));
    Map<String, Object> all = new HashMap<>(fields);
    all.put("store", e.kind());
    all.put("reason", e.reason());
    log(level, message, all);
  }
}
