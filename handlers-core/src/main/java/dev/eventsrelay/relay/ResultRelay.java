// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.protocol.ServerMessage;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Malformed;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.relay.Outcome.Undelivered;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings a result to everybody who is subscribed to its guid, or keeps it for whoever will be.
 *
 * <p>Thread-safe.
 */
final class ResultRelay {
  private final ConnectionStore store;
  private final Delivery delivery;
  private final PendingResults pending;
  private final Tasks tasks;

  ResultRelay(ConnectionStore store, Delivery delivery, PendingResults pending, Tasks tasks) {
    this.store = requireNonNull(store, "store is null");
    this.delivery = requireNonNull(delivery, "delivery is null");
    this.pending = requireNonNull(pending, "pending is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
  }

  Outcome relay(Guid guid, Frame frame, Invocation invocation) {
    // Side by side, and both done before the first post: an ack must find where to go.
    Tasks.Task<Optional<ConnectionId>> saving = tasks.start(() -> savePublisher(guid, invocation));
    Set<ConnectionId> subscribers = subscribers(guid, invocation);
    Optional<ConnectionId> acknowledgedBy =
        saving.join(invocation.deadline()).flatMap(Function.identity());

    List<PostResult> posts = delivery.deliver(frame, subscribers, invocation);
    long delivered = posts.stream().filter(Delivered.class::isInstance).count();
    long gone = posts.stream().filter(Gone.class::isInstance).count();
    long failed = posts.size() - delivered - gone;

    Outcome outcome =
        delivered > 0
            ? new Relayed()
            : acknowledgedBy
                .map(by -> repeatAck(guid, by, invocation))
                .orElseGet(() -> keep(guid, frame, subscribers, failed > 0, invocation));
    count(outcome, failed > 0, invocation);
    invocation.log(
        failed > 0 || outcome instanceof Overloaded ? Level.WARNING : Level.INFO,
        "result",
        Map.of(
            "guid",
            guid.value(),
            "bytes",
            frame.size(),
            "delivered",
            delivered,
            "gone",
            gone,
            "failed",
            failed,
            "outcome",
            outcome.getClass().getSimpleName()));
    return outcome;
  }

  /** A result is worth relaying even when its ack will not find the way back. */
  private Optional<ConnectionId> savePublisher(Guid guid, Invocation invocation) {
    try {
      return store.savePublisher(guid, invocation.connection(), invocation.deadline());
    } catch (StoreException e) {
      callFailed("publisher not saved: no ack will reach it", guid, invocation, e);
      return Optional.empty();
    }
  }

  /** Nobody, if the store fails: keeping the result looks for subscribers once more. */
  private Set<ConnectionId> subscribers(Guid guid, Invocation invocation) {
    try {
      Set<ConnectionId> subscribers = store.subscribers(guid, invocation.deadline());
      invocation.metrics().count(Counter.SUBSCRIBERS_PER_RESULT, subscribers.size());
      return subscribers;
    } catch (StoreException e) {
      callFailed("no subscriber lookup", guid, invocation, e);
      return Set.of();
    }
  }

  /** An overloaded relay writes one line about a result, not one for each of its calls. */
  private static void callFailed(
      String message, Guid guid, Invocation invocation, StoreException e) {
    if (e.kind() == StoreException.Kind.OVERLOADED) {
      invocation.metrics().failed(Failure.STORE_OVERLOADED);
      return;
    }
    invocation.logFailure(message, guid, e);
  }

  /** Somebody has the result: its sender, who cannot know, waits for nothing but the ack. */
  private Outcome repeatAck(Guid guid, ConnectionId acknowledgedBy, Invocation invocation) {
    Frame ack = ServerMessage.ack(guid, acknowledgedBy);
    PostResult _ = delivery.deliver(ack, invocation.connection(), invocation);
    return new Done();
  }

  private Outcome keep(
      Guid guid,
      Frame frame,
      Set<ConnectionId> tried,
      boolean somebodyWaits,
      Invocation invocation) {
    try {
      return switch (pending.keep(new PendingResult(guid, frame), tried, invocation)) {
        case DELIVERED -> new Relayed();
        case KEPT -> new Kept();
        case NOT_KEPT -> somebodyWaits ? new Undelivered() : new NobodyWaits();
      };
    } catch (StoreException e) {
      callFailed("result neither relayed nor kept", guid, invocation, e);
      return Outcome.of(e);
    }
  }

  private static void count(Outcome outcome, boolean somebodyWaits, Invocation invocation) {
    Metrics metrics = invocation.metrics();
    switch (outcome) {
      case Relayed _ -> {
        metrics.count(Counter.RESULTS_RELAYED);
        metrics.took(
            Timer.RELAY,
            Duration.between(invocation.receivedAt(), invocation.deadline().clock().instant()));
      }
      case Kept _ -> {
        metrics.count(Counter.RESULTS_KEPT);
        metrics.count(
            somebodyWaits ? Counter.RESULTS_UNDELIVERED : Counter.RESULTS_WITHOUT_SUBSCRIBER);
      }
      case NobodyWaits _ -> metrics.count(Counter.RESULTS_WITHOUT_SUBSCRIBER);
      case Undelivered _, StoreFailed _, Overloaded _ -> metrics.count(Counter.RESULTS_UNDELIVERED);
      // A repeat that somebody has acknowledged was relayed before; the last two are no results.
      case Done _, Rejected _, Malformed _ -> {}
    }
  }
}
