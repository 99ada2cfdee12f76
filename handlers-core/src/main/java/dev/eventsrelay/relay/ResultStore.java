// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Guid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who published what, what was acknowledged, and what waits for a subscriber: the relay's memory
 * beside its connections.
 *
 * <p>Keeps the guarantees of {@link dev.eventsrelay.connection.ConnectionStore}: consistent reads,
 * nothing expired, costs that depend on one guid. {@link #savePublisher}, {@link #acknowledge} and
 * {@link #admit} are atomic each; keeping a result is several operations, and others may come
 * between them. Thread-safe. Every method returns by its deadline, can be repeated, and throws
 * {@link dev.eventsrelay.connection.StoreException} if the store did not do what was asked.
 */
public interface ResultStore {
  /**
   * Remembers who sent the latest result for the guid: that is where its ack goes.
   *
   * @return who has acknowledged this very result already; empty if nobody has
   */
  Optional<ConnectionId> savePublisher(
      Publication result, ConnectionId publisher, Deadline deadline);

  /**
   * Remembers that a result for the guid has arrived. Which one it was the ack does not say: it
   * counts for the latest one, or for none if different ones came since the last ack.
   *
   * @return who sent the latest one; empty if nobody did, or too long ago
   */
  Optional<ConnectionId> acknowledge(Guid guid, ConnectionId acknowledgedBy, Deadline deadline);

  /**
   * Admits a result to those that wait for subscribers to its guid, within the bounds on them. The
   * same result again renews its time.
   *
   * @param displaced ids of the results that earlier attempts may have displaced, empty at the
   *     first; kept up to date even if this attempt throws, because its write may be carried out
   *     although the answer got lost
   */
  Admission admit(
      Publication result, ConnectionId publisher, Set<String> displaced, Deadline deadline);

  /** What came of {@link #admit}. */
  sealed interface Admission {
    /**
     * The result may be kept.
     *
     * @param evicted ids of the results that may not be kept any longer, by this attempt or by an
     *     earlier one, to be discarded
     */
    record Admitted(List<String> evicted) implements Admission {
      public Admitted {
        evicted = List.copyOf(evicted);
      }
    }

    /** The result may not be kept: this store keeps none, or none of that size. */
    record Refused() implements Admission {}
  }

  /** Whether a result is admitted, and has not given way to a newer one since. */
  boolean isAdmitted(Publication result, Deadline deadline);

  /**
   * Keeps a result that was admitted, until it is discarded or expires. If it is not admitted any
   * more after that, it must be discarded: whoever evicted it may have come too early to do so.
   */
  void keep(Publication result, Deadline deadline);

  /** The results that wait for a subscriber to the guid, the latest first. */
  List<Publication> pending(Guid guid, Deadline deadline);

  /** Ends the wait of the result of that id. An unknown one is fine. */
  void discard(Guid guid, String id, Deadline deadline);
}
