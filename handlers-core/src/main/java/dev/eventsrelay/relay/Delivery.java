// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Overloaded;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings frames to clients and forgets the clients that are gone.
 *
 * <p>Every client has a thread and attempts of its own: one that is slow or failing delays nobody
 * else. Thread-safe.
 */
final class Delivery {
  /**
   * Posts of one invocation that are under way at once: enough for a large fan-out to take a few
   * round trips only, few enough to leave HTTP connections to the other invocations.
   */
  private static final int MAX_POSTS_AT_ONCE = 256;

  private final ConnectionStore store;
  private final Tasks tasks;

  Delivery(ConnectionStore store, Tasks tasks) {
    this.store = requireNonNull(store, "store is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
  }

  /** Posts to one client, on the calling thread. */
  PostResult deliver(Frame frame, ConnectionId to, Invocation invocation) {
    PostResult result = invocation.clients().post(to, frame, invocation.deadline());
    switch (result) {
      case Delivered _ -> {}
      case Gone _ -> forget(to, invocation);
      case Throttled _ -> failed(Failure.POST_THROTTLED, to, "throttled", invocation);
      case Overloaded _ -> failed(Failure.POST_OVERLOADED, to, "overloaded", invocation);
      case Unavailable(String reason) -> failed(Failure.POST_UNAVAILABLE, to, reason, invocation);
      case Refused(int status, String reason) ->
          failed(Failure.POST_REFUSED, to, status + " " + reason, invocation);
    }
    return result;
  }

  /** Posts to all of them side by side, and waits for every one. */
  List<PostResult> deliver(Frame frame, Set<ConnectionId> to, Invocation invocation) {
    if (to.size() == 1) {
      return List.of(deliver(frame, to.iterator().next(), invocation));
    }
    return tasks.forEach(
        to,
        MAX_POSTS_AT_ONCE,
        invocation.deadline(),
        client -> deliver(frame, client, invocation),
        () -> new Unavailable("no answer by the deadline"));
  }

  private void forget(ConnectionId gone, Invocation invocation) {
    invocation.metrics().count(Counter.CONNECTIONS_GONE);
    try {
      int subscriptions = store.disconnect(gone, invocation.deadline());
      invocation.log(
          Level.INFO,
          "client gone",
          Map.of("client", gone.value(), "subscriptions", subscriptions));
    } catch (StoreException e) {
      invocation.storeFailed(
          Level.WARNING,
          "client gone, its rows are left to expire",
          Map.of("client", gone.value()),
          e);
    }
  }

  private static void failed(
      Failure failure, ConnectionId to, String reason, Invocation invocation) {
    invocation.metrics().failed(failure);
    invocation.log(Level.WARNING, "post failed", Map.of("client", to.value(), "reason", reason));
  }
}
