// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.ConnectionsApi.Presence;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.connection.Topic;
import java.time.Instant;
import java.util.Set;

/**
 * Subscriptions that do not outlive their connection, in whatever order the events of a connection
 * are handled.
 *
 * <p>Subscribing stores the subscription and then asks whether the connection is remembered as
 * open; closing forgets that first, and then ends the subscriptions. Both write before they read,
 * so of two that race at least one sees the other. Whoever sees a connection that is not remembered
 * asks API Gateway, because {@code $connect} lets clients in whose row could not be stored.
 *
 * <p>One object belongs to one invocation. Thread-safe. Methods throw {@link
 * dev.eventsrelay.connection.StoreException} if the store does not do its part.
 */
public final class Subscriptions {
  /** What came of subscribing. */
  public enum Result {
    /** The connection is subscribed. */
    SUBSCRIBED,
    /** It is not, because it has added too many subscriptions lately. */
    TOO_MANY,
    /** It is not, because it has been closed; nothing of it is left. */
    CLOSED
  }

  private final ConnectionStore store;
  private final StoreCalls calls;
  private final ConnectionsApi api;

  /** Subscriptions of clients of that API. */
  public Subscriptions(ConnectionStore store, StoreCalls calls, ConnectionsApi api) {
    this.store = requireNonNull(store, "store is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.api = requireNonNull(api, "api is null");
  }

  /**
   * Remembers that a connection is open. Call it in {@code $connect}: for a connection that is not
   * remembered, every {@link #subscribe} asks API Gateway as well.
   *
   * @param connectedAt by API Gateway's clock, such as {@link InvocationContext#receivedAt()}
   */
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    calls.doPersistently(deadline, by -> store.connect(connection, connectedAt, by));
  }

  /**
   * Subscribes a connection to a topic, unless the connection has been closed meanwhile.
   *
   * <p>Not in {@code $connect}: until that has ended, API Gateway answers a post to the connection
   * with 410, and its subscriptions would be removed as those of a client that is gone.
   */
  public Result subscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    if (!add(connection, topic, deadline)) {
      return Result.TOO_MANY;
    }
    return endIfClosed(connection, topic, deadline) ? Result.CLOSED : Result.SUBSCRIBED;
  }

  /**
   * Subscribes a connection to a topic; {@link #endIfClosed} must follow.
   *
   * @return false if it is not subscribed, because it has added too many subscriptions lately
   */
  private boolean add(ConnectionId connection, Topic topic, Deadline deadline) {
    return calls.persistently(deadline, by -> store.subscribe(connection, topic, by));
  }

  /**
   * Ends a subscription that was just added if its connection has been closed meanwhile.
   *
   * @return whether it was
   */
  private boolean endIfClosed(ConnectionId connection, Topic topic, Deadline deadline) {
    if (calls.persistently(deadline, by -> store.isConnected(connection, by))
        || api.presence(connection, deadline) != Presence.GONE) {
      return false;
    }
    end(connection, topic, deadline);
    endAll(connection, deadline);
    return true;
  }

  /** Ends a subscription. An unknown one is fine. */
  public void end(ConnectionId connection, Topic topic, Deadline deadline) {
    calls.doPersistently(deadline, by -> store.unsubscribe(connection, topic, by));
  }

  /**
   * Forgets a connection that is closed, and ends its subscriptions.
   *
   * @return how many had not ended before
   */
  public int endAll(ConnectionId connection, Deadline deadline) {
    return calls.persistently(
        deadline,
        by -> {
          store.disconnect(connection, by);
          return store.unsubscribeAll(connection, by);
        });
  }

  /** The connections that are subscribed to the topic; asked until the deadline. */
  public Set<ConnectionId> to(Topic topic, Deadline deadline) {
    return calls.persistently(deadline, by -> store.subscribers(topic, by));
  }
}
