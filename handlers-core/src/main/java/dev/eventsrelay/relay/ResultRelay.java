// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.protocol.ServerMessage;
import dev.eventsrelay.relay.Outcome.ConnectionClosed;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.Kept;
import dev.eventsrelay.relay.Outcome.Malformed;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Overloaded;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Relayed;
import dev.eventsrelay.relay.Outcome.StoreFailed;
import dev.eventsrelay.relay.Outcome.TooManySubscriptions;
import dev.eventsrelay.relay.Outcome.Undelivered;
import dev.eventsrelay.telemetry.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
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
  private final ResultStore store;
  private final PendingResults pending;
  private final Tasks tasks;
  private final boolean sendsNack;
  private final InstantSource clock;

  ResultRelay(
      ResultStore store,
      PendingResults pending,
      Tasks tasks,
      boolean sendsNack,
      InstantSource clock) {
    this.store = requireNonNull(store, "store is null");
    this.pending = requireNonNull(pending, "pending is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.sendsNack = sendsNack;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * What came of a result.
   *
   * @param somebodyWaits whether it is still missing at somebody who is subscribed
   */
  private record Relaying(Outcome outcome, boolean somebodyWaits) {}

  Outcome relay(Guid guid, Frame frame, InvocationContext invocation) {
    Publication result = Publication.of(guid, frame);
    // Side by side, and both done before the first post: an ack must find where to go.
    Tasks.Task<Optional<ConnectionId>> saving =
        tasks.start(() -> savePublisher(result, invocation));
    Set<ConnectionId> subscribers = subscribers(guid, invocation);
    Optional<ConnectionId> acknowledgedBy =
        saving.join(invocation.deadline()).flatMap(Function.identity());

    List<PostResult> posts = invocation.clients().postToAll(frame, subscribers, guid.topic());
    long delivered = posts.stream().filter(Delivered.class::isInstance).count();
    long gone = posts.stream().filter(Gone.class::isInstance).count();
    long failed = posts.size() - delivered - gone;

    Relaying relaying =
        delivered > 0
            ? new Relaying(new Relayed(), failed > 0)
            : acknowledgedBy
                .map(by -> repeatAck(guid, by, invocation))
                .orElseGet(() -> keep(result, subscribers, failed > 0, invocation));
    count(relaying, invocation);
    invocation.log(
        failed > 0 || relaying.outcome() instanceof Overloaded ? Level.WARNING : Level.INFO,
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
            relaying.outcome().getClass().getSimpleName()));
    return relaying.outcome();
  }

  /**
   * Once: a result is worth relaying even when its ack will not find the way back, and posting
   * waits for it.
   */
  private Optional<ConnectionId> savePublisher(Publication result, InvocationContext invocation) {
    try {
      return invocation.once(by -> store.savePublisher(result, invocation.connection(), by));
    } catch (StoreException e) {
      callFailed("publisher not saved: no ack will reach it", result.guid(), invocation, e);
      return Optional.empty();
    }
  }

  /** Nobody, if the store fails: keeping the result looks for subscribers once more. */
  private static Set<ConnectionId> subscribers(Guid guid, InvocationContext invocation) {
    try {
      Set<ConnectionId> subscribers =
          invocation.subscriptions().to(guid.topic(), invocation.deadline());
      invocation.metrics().count(RelayMetric.Count.SUBSCRIBERS_PER_RESULT, subscribers.size());
      return subscribers;
    } catch (StoreException e) {
      callFailed("no subscriber lookup", guid, invocation, e);
      return Set.of();
    }
  }

  /** An overloaded relay writes one line about a result, not one for each of its calls. */
  private static void callFailed(
      String message, Guid guid, InvocationContext invocation, StoreException e) {
    if (e.kind() == StoreException.Kind.OVERLOADED) {
      invocation.metrics().failed(ConnectionMetric.Failed.STORE_OVERLOADED);
      return;
    }
    invocation.storeFailed(Level.ERROR, message, Map.of("guid", guid.value()), e);
  }

  /** Somebody has the result: its sender, who cannot know, waits for nothing but the ack. */
  private static Relaying repeatAck(
      Guid guid, ConnectionId acknowledgedBy, InvocationContext invocation) {
    Frame ack = ServerMessage.ack(guid, acknowledgedBy);
    PostResult _ = invocation.clients().post(ack, invocation.connection());
    return new Relaying(new Done(), false);
  }

  private Relaying keep(
      Publication result,
      Set<ConnectionId> tried,
      boolean somebodyWaits,
      InvocationContext invocation) {
    try {
      return switch (pending.keep(result, tried, invocation)) {
        case DELIVERED -> new Relaying(new Relayed(), somebodyWaits);
        case KEPT -> unheard(new Kept(), somebodyWaits, result.guid(), invocation);
        case KEPT_UNDELIVERED -> new Relaying(new Kept(), true);
        case NOT_KEPT ->
            unheard(
                somebodyWaits ? new Undelivered() : new NobodyWaits(),
                somebodyWaits,
                result.guid(),
                invocation);
      };
    } catch (StoreException e) {
      callFailed("result neither relayed nor kept", result.guid(), invocation, e);
      return new Relaying(Outcome.of(e), true);
    }
  }

  /**
   * Nobody has received the result, and it is as safe as it can be: if nobody is subscribed either,
   * its sender is told not to wait for an ack. If posts failed, its repeats are wanted.
   */
  private Relaying unheard(
      Outcome outcome, boolean somebodyWaits, Guid guid, InvocationContext invocation) {
    if (sendsNack && !somebodyWaits) {
      PostResult _ = invocation.clients().post(ServerMessage.nack(guid), invocation.connection());
      invocation.metrics().count(RelayMetric.Count.NACKS);
    }
    return new Relaying(outcome, somebodyWaits);
  }

  private void count(Relaying relaying, InvocationContext invocation) {
    Metrics metrics = invocation.metrics();
    switch (relaying.outcome()) {
      case Relayed _ -> {
        metrics.count(RelayMetric.Count.RESULTS_RELAYED);
        metrics.took(
            RelayMetric.Time.RELAY, Duration.between(invocation.receivedAt(), clock.instant()));
      }
      case Kept _ -> {
        metrics.count(RelayMetric.Count.RESULTS_KEPT);
        metrics.count(
            relaying.somebodyWaits()
                ? RelayMetric.Count.RESULTS_UNDELIVERED
                : RelayMetric.Count.RESULTS_WITHOUT_SUBSCRIBER);
      }
      case NobodyWaits _ -> metrics.count(RelayMetric.Count.RESULTS_WITHOUT_SUBSCRIBER);
      case Undelivered _, StoreFailed _, Overloaded _ ->
          metrics.count(RelayMetric.Count.RESULTS_UNDELIVERED);
      // A repeat that somebody has acknowledged was relayed before; the others are no results.
      case Done _, Rejected _, Malformed _, TooManySubscriptions _, ConnectionClosed _ -> {}
    }
  }
}
