// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.PostResult.Delivered;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Results that nobody received yet.
 *
 * <p>Publishing keeps the result and then looks for subscribers once more; subscribing stores the
 * subscription and then looks for kept results. Both write before they read, and reads are
 * consistent, so of two that race at least one sees the other. A result is discarded only after it
 * was delivered: whoever dies in between leaves it for the next subscriber, and the price is a
 * repeat now and then, which the clients tolerate. Thread-safe.
 */
final class PendingResults {
  private final ConnectionStore store;
  private final Delivery delivery;

  PendingResults(ConnectionStore store, Delivery delivery) {
    this.store = requireNonNull(store, "store is null");
    this.delivery = requireNonNull(delivery, "delivery is null");
  }

  /** How it went with a result that nobody received at first. */
  enum Keeping {
    DELIVERED,
    KEPT,
    NOT_KEPT
  }

  /**
   * Keeps a result, and delivers it if a subscriber has come meanwhile.
   *
   * @param tried subscribers to which posting has just failed
   */
  Keeping keep(PendingResult result, Set<ConnectionId> tried, Invocation invocation) {
    if (!store.keep(result, invocation.deadline())) {
      return Keeping.NOT_KEPT;
    }
    Set<ConnectionId> arrived =
        new HashSet<>(store.subscribers(result.guid(), invocation.deadline()));
    arrived.removeAll(tried);
    if (delivery.deliver(result.frame(), arrived, invocation).stream()
        .noneMatch(Delivered.class::isInstance)) {
      return Keeping.KEPT;
    }
    discard(result, invocation);
    return Keeping.DELIVERED;
  }

  /** Delivers to a new subscriber what waits for it. */
  void deliverTo(ConnectionId subscriber, Guid guid, Invocation invocation) {
    List<PendingResult> results = store.pending(guid, invocation.deadline());
    for (PendingResult result : results) {
      boolean delivered =
          delivery.deliver(result.frame(), subscriber, invocation) instanceof Delivered;
      if (delivered) {
        invocation.metrics().count(Counter.RESULTS_RELAYED);
        discard(result, invocation);
      }
      invocation.log(
          Level.INFO,
          "pending result",
          Map.of("guid", guid.value(), "bytes", result.frame().size(), "delivered", delivered));
    }
  }

  /** A result that stays although it was delivered is a repeat at worst. */
  private void discard(PendingResult result, Invocation invocation) {
    try {
      store.discard(result, invocation.deadline());
    } catch (StoreException e) {
      invocation.logFailure("delivered result is left to expire", result.guid(), e);
    }
  }
}
