// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Publication;
import dev.eventsrelay.relay.ResultStore.Admission.Admitted;
import dev.eventsrelay.testkit.Stores.Around;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What makes of the relay one with a mistake in it, which a walk must find. */
final class Defects {
  private static final Guid GUID = new Guid(World.GUID);

  private Defects() {}

  /** The relay as it is. */
  static Around none(RecordedStore store) {
    return (_, call) -> call.get();
  }

  /** A result is kept, and no second look is taken for who has subscribed meanwhile. */
  static Around noSecondLookup() {
    AtomicBoolean kept = new AtomicBoolean();
    return (operation, call) -> {
      kept.compareAndSet(false, operation.equals("keep"));
      return operation.equals("subscribers") && kept.get() ? Set.of() : call.get();
    };
  }

  /** A result that waits is taken out of the table before it is posted. */
  static Around discardBeforePost(RecordedStore store) {
    return (operation, call) -> {
      Object answer = call.get();
      if (operation.equals("pending") && answer instanceof List<?> results) {
        results.forEach(result -> store.discard(GUID, ((Publication) result).id(), deadline()));
      }
      return answer;
    };
  }

  /** Who subscribes looks for results that wait, and only then is its subscription stored. */
  static Around lookBeforeSubscribing(RecordedStore store) {
    AtomicReference<List<Publication>> seen = new AtomicReference<>(List.of());
    return (operation, call) -> {
      if (operation.equals("subscribe")) {
        seen.set(store.pending(GUID, deadline()));
      }
      return operation.equals("pending") ? seen.get() : call.get();
    };
  }

  /** Nobody remembers that a result has been acknowledged. */
  static Around noAckMemory() {
    return (operation, call) -> {
      Object answer = call.get();
      return operation.equals("savePublisher") ? Optional.empty() : answer;
    };
  }

  /** An ack counts for every result of its guid. */
  static Around anyResultIsAcknowledged() {
    return (operation, call) -> {
      if (!operation.equals("savePublisher")) {
        return call.get();
      }
      Publication result = (Publication) call.arguments().getFirst();
      List<Object> arguments = new ArrayList<>(call.arguments());
      arguments.set(0, new Publication(result.guid(), result.frame(), "any"));
      return call.with(arguments);
    };
  }

  /** Any number of results may wait. */
  static Around noBound() {
    return (operation, call) ->
        switch (operation) {
          case "admit" -> new Admitted(List.of());
          case "isAdmitted" -> true;
          default -> call.get();
        };
  }

  /** Who keeps a result does not look whether it has been evicted meanwhile. */
  static Around noLookAtTheIndex() {
    return (operation, call) -> operation.equals("isAdmitted") ? true : call.get();
  }

  /** Who subscribes does not look whether its connection is closed. */
  static Around noLookAtTheConnection() {
    return (operation, call) -> operation.equals("isConnected") ? true : call.get();
  }

  /** A connection that closes is forgotten only when its subscriptions have ended. */
  static Around connectionForgottenLast(RecordedStore store) {
    return (operation, call) -> {
      if (operation.equals("disconnect")) {
        return null;
      }
      Object answer = call.get();
      if (operation.equals("unsubscribeAll")) {
        store.disconnect((ConnectionId) call.arguments().getFirst(), deadline());
      }
      return answer;
    };
  }

  private static Deadline deadline() {
    return World.CLOCK.in(Duration.ofMinutes(1));
  }
}
