// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is connected, who waits for what, and who published what: the relay's only memory.
 *
 * <p>Guarantees that every implementation keeps, and that one contract test checks:
 *
 * <ul>
 *   <li>a read that starts after a write has returned sees that write, from whichever environment;
 *   <li>what has expired is never returned, whether or not it has been deleted yet;
 *   <li>the cost of every operation depends on the connection or the guid it names, never on how
 *       much else is stored.
 * </ul>
 *
 * <p>Thread-safe. Every method returns by its deadline, and throws {@link StoreException} if the
 * store did not do what was asked; part of a removal may have happened then. Other exceptions mean
 * that the process is beyond use ({@link Exhaustion}).
 */
public interface ConnectionStore {
  /** Remembers that the connection is open. */
  void connect(ConnectionId connection, Instant connectedAt, Deadline deadline);

  /**
   * Forgets the connection and its subscriptions; those that are more than some minutes old may be
   * left to expire. An unknown connection is fine.
   *
   * @return how many subscriptions were removed, perhaps with some that had just been ended
   */
  int disconnect(ConnectionId connection, Deadline deadline);

  /** Subscribes the connection to the guid, anew if it was subscribed already. */
  void subscribe(ConnectionId connection, Guid guid, Deadline deadline);

  /** Ends the subscription. An unknown one is fine. */
  void unsubscribe(ConnectionId connection, Guid guid, Deadline deadline);

  /** The connections that are subscribed to the guid; empty if nobody is. */
  Set<ConnectionId> subscribers(Guid guid, Deadline deadline);

  /**
   * Remembers who sent the latest result for the guid: that is where its ack goes.
   *
   * @return who has acknowledged a result for the guid already; empty if nobody has
   */
  Optional<ConnectionId> savePublisher(Guid guid, ConnectionId publisher, Deadline deadline);

  /**
   * Remembers that a result for the guid has arrived.
   *
   * @return who sent the latest one; empty if nobody did, or too long ago
   */
  Optional<ConnectionId> acknowledge(Guid guid, ConnectionId acknowledgedBy, Deadline deadline);

  /**
   * Keeps a result until its subscriber comes, or it expires. The same result again only renews its
   * lifetime.
   *
   * @return false if it is not kept, because too many others wait for the same guid or because this
   *     store keeps none
   */
  boolean keep(PendingResult result, Deadline deadline);

  /** The results that wait for a subscriber to the guid; empty if there are none. */
  List<PendingResult> pending(Guid guid, Deadline deadline);

  /** Ends the wait of a result. An unknown one is fine. */
  void discard(PendingResult result, Deadline deadline);
}
