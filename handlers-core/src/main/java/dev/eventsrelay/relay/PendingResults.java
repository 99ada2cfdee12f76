// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.ResultStore.Admission;
import dev.eventsrelay.relay.ResultStore.Admission.Admitted;
import dev.eventsrelay.relay.ResultStore.Admission.Refused;
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
  private final ResultStore store;

  PendingResults(ResultStore store) {
    this.store = requireNonNull(store, "store is null");
  }

  /** How it went with a result that nobody received at first. */
  enum Keeping {
    /** A subscriber has come meanwhile, and has it. */
    DELIVERED,
    /** It is kept, and nobody is subscribed. */
    KEPT,
    /** It is kept, and posts to somebody who is subscribed failed. */
    KEPT_UNDELIVERED,
    /** By rule, it is not kept. */
    NOT_KEPT
  }

  /**
   * Keeps a result, and delivers it if a subscriber has come meanwhile.
   *
   * @param tried subscribers to which posting has just failed
   */
  Keeping keep(Publication result, Set<ConnectionId> tried, InvocationContext invocation) {
    Set<String> displaced = new HashSet<>();
    Admission admission =
        invocation.persistently(by -> store.admit(result, invocation.connection(), displaced, by));
    switch (admission) {
      case Refused _ -> {
        return Keeping.NOT_KEPT;
      }
      case Admitted(List<String> evicted) -> evict(result.guid(), evicted, invocation);
    }
    boolean kept =
        invocation.persistently(
            by -> {
              store.keep(result, by);
              // Written, then read: whoever evicts it from now on finds it to discard.
              return store.isAdmitted(result, by);
            });
    if (!kept) {
      discard(result.guid(), result.id(), invocation);
    }
    Set<ConnectionId> arrived =
        new HashSet<>(invocation.subscriptions().to(result.guid().topic(), invocation.deadline()));
    arrived.removeAll(tried);
    List<PostResult> posts =
        invocation.clients().postToAll(result.frame(), arrived, result.guid().topic());
    if (posts.stream().anyMatch(Delivered.class::isInstance)) {
      discard(result.guid(), result.id(), invocation);
      return Keeping.DELIVERED;
    }
    if (!kept) {
      return Keeping.NOT_KEPT;
    }
    return posts.stream().allMatch(Gone.class::isInstance)
        ? Keeping.KEPT
        : Keeping.KEPT_UNDELIVERED;
  }

  private void evict(Guid guid, List<String> evicted, InvocationContext invocation) {
    for (String id : evicted) {
      invocation.metrics().count(RelayMetric.Count.RESULTS_EVICTED);
      invocation.log(
          Level.WARNING, "pending result gives way", Map.of("guid", guid.value(), "result", id));
      // Nobody would find it again.
      orLeave(guid, invocation, () -> invocation.doPersistently(by -> store.discard(guid, id, by)));
    }
  }

  /** Delivers to a new subscriber what waits for it. */
  void deliverTo(ConnectionId subscriber, Guid guid, InvocationContext invocation) {
    List<Publication> results = invocation.persistently(by -> store.pending(guid, by));
    for (Publication result : results) {
      boolean delivered =
          invocation.clients().post(result.frame(), subscriber, guid.topic()) instanceof Delivered;
      if (delivered) {
        invocation.metrics().count(RelayMetric.Count.RESULTS_RELAYED);
        discard(guid, result.id(), invocation);
      }
      invocation.log(
          Level.INFO,
          "pending result",
          Map.of("guid", guid.value(), "bytes", result.frame().size(), "delivered", delivered));
    }
  }

  /** Once: a result that stays although it was delivered is a repeat at worst. */
  private void discard(Guid guid, String id, InvocationContext invocation) {
    orLeave(guid, invocation, () -> invocation.doOnce(by -> store.discard(guid, id, by)));
  }

  private static void orLeave(Guid guid, InvocationContext invocation, Runnable discarding) {
    try {
      discarding.run();
    } catch (StoreException e) {
      invocation.storeFailed(
          Level.ERROR, "pending result is left to expire", Map.of("guid", guid.value()), e);
    }
  }
}
