// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.PendingResult;
import dev.eventsrelay.relay.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Stores that make of the relay one with a mistake in it, which a walk must find. */
final class Defects {
  private static final Guid GUID = new Guid(World.GUID);

  private Defects() {}

  /** The relay as it is. */
  static ConnectionStore none(ConnectionStore store) {
    return store;
  }

  /** A result is kept, and no second look is taken for who has subscribed meanwhile. */
  static ConnectionStore noSecondLookup(ConnectionStore store) {
    AtomicBoolean kept = new AtomicBoolean();
    return Stores.around(
        store,
        (operation, call) -> {
          kept.compareAndSet(false, operation.equals("keep"));
          return operation.equals("subscribers") && kept.get() ? Set.of() : call.get();
        });
  }

  /** A result that waits is taken out of the table before it is posted. */
  static ConnectionStore discardBeforePost(ConnectionStore store) {
    return Stores.around(
        store,
        (operation, call) -> {
          Object answer = call.get();
          if (operation.equals("pending") && answer instanceof List<?> results) {
            results.forEach(result -> store.discard((PendingResult) result, deadline()));
          }
          return answer;
        });
  }

  /** Who subscribes looks for results that wait, and only then is its subscription stored. */
  static ConnectionStore lookBeforeSubscribing(ConnectionStore store) {
    AtomicReference<List<PendingResult>> seen = new AtomicReference<>(List.of());
    return Stores.around(
        store,
        (operation, call) -> {
          if (operation.equals("subscribe")) {
            seen.set(store.pending(GUID, deadline()));
          }
          return operation.equals("pending") ? seen.get() : call.get();
        });
  }

  /** Nobody remembers that a guid has been acknowledged. */
  static ConnectionStore noAckMemory(ConnectionStore store) {
    return Stores.around(
        store,
        (operation, call) -> {
          Object answer = call.get();
          return operation.equals("savePublisher") ? Optional.empty() : answer;
        });
  }

  private static Deadline deadline() {
    return Deadline.after(Duration.ofMinutes(1), World.CLOCK);
  }
}
