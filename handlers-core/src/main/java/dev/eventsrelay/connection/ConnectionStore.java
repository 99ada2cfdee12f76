// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import dev.eventsrelay.concurrency.Deadline;
import java.time.Instant;
import java.util.Set;

/**
 * Who is connected, and who is subscribed to what.
 *
 * <p>Guarantees that every implementation keeps, and that one contract test checks:
 *
 * <ul>
 *   <li>a read that starts after a write has returned sees that write, from whichever environment;
 *   <li>what has expired is never returned, whether or not it has been deleted yet;
 *   <li>the cost of every operation depends on the connection or the topic it names, never on how
 *       much else is stored.
 * </ul>
 *
 * <p>No method is atomic: where two of them meet, either may see part of what the other does.
 * {@code Subscriptions} puts them into an order in which that loses nothing.
 *
 * <p>Thread-safe. Every method returns by its deadline, can be repeated, and throws {@link
 * StoreException} if the store did not do what was asked; part of it may have happened then. Other
 * exceptions mean that the process is beyond use.
 */
public interface ConnectionStore {
  /** Remembers that the connection is open. */
  void connect(ConnectionId connection, Instant connectedAt, Deadline deadline);

  /**
   * Whether the connection is remembered as open. One that is not has been closed, or {@link
   * #connect} failed.
   */
  boolean isConnected(ConnectionId connection, Deadline deadline);

  /** Forgets that the connection is open. An unknown one is fine. */
  void disconnect(ConnectionId connection, Deadline deadline);

  /**
   * Subscribes the connection to the topic, anew if it is subscribed already.
   *
   * @return false if it is not subscribed, because the connection has added too many subscriptions
   *     lately
   */
  boolean subscribe(ConnectionId connection, Topic topic, Deadline deadline);

  /** Ends the subscription. An unknown one is fine. */
  void unsubscribe(ConnectionId connection, Topic topic, Deadline deadline);

  /**
   * Ends the subscriptions that the connection has made lately; those that are more than some
   * minutes old may be left to expire.
   *
   * @return how many of them had not ended before
   */
  int unsubscribeAll(ConnectionId connection, Deadline deadline);

  /** The connections that are subscribed to the topic; empty if none is. */
  Set<ConnectionId> subscribers(Topic topic, Deadline deadline);
}
