// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.telemetry.EventLog;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;

/**
 * Forgets the clients that posts of one invocation have found gone, after the invocation's answer.
 *
 * <p>If the store fails until the end, the rows stay: the next post to the client finds it gone
 * again, and at last they expire. Thread-safe.
 */
public final class GoneClients {
  private final Subscriptions subscriptions;
  private final AfterAnswer afterAnswer;
  private final EventLog log;

  /** The gone clients of one invocation. */
  public GoneClients(Subscriptions subscriptions, AfterAnswer afterAnswer, EventLog log) {
    this.subscriptions = requireNonNull(subscriptions, "subscriptions is null");
    this.afterAnswer = requireNonNull(afterAnswer, "afterAnswer is null");
    this.log = requireNonNull(log, "log is null");
  }

  /**
   * Removes the rows of a client.
   *
   * @param topics that it is known to be subscribed to: a subscription may be older than the notes
   *     by which the others are found
   */
  void forget(ConnectionId gone, List<Topic> topics) {
    afterAnswer.run(deadline -> remove(gone, topics, deadline));
  }

  private void remove(ConnectionId gone, List<Topic> topics, Deadline deadline) {
    try {
      topics.forEach(topic -> subscriptions.end(gone, topic, deadline));
      int ended = subscriptions.endAll(gone, deadline);
      log.log(
          Level.INFO,
          "client gone",
          Map.of("client", gone.value(), "subscriptions", topics.size() + ended));
    } catch (StoreException e) {
      log.log(
          Level.WARNING,
          "client gone, its rows are left to expire",
          Map.of("client", gone.value(), "store", e.kind(), "reason", e.reason()));
    }
  }
}
