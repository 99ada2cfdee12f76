// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Publication;
import dev.eventsrelay.relay.ResultStore;
import dev.eventsrelay.relay.interleaving.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step of each change and each read of rows and of each call of the Management API, and
 * says what it touches: what is not atomic in DynamoDB is several steps. Sets and lists come in one
 * order always, because the order of a hash table is none of the world.
 */
final class RecordedStore implements ConnectionStore, ResultStore, ConnectionsApi {
  private static final String ROW = "row";

  private final Steps steps;

  /** Takes steps. */
  interface Steps {
    /** Takes a step and returns what it returned. */
    @Nullable Object take(Step step);
  }

  RecordedStore(Steps steps) {
    this.steps = steps;
  }

  // What is returned was made by the action, if not now then when the answer was recorded.
  @SuppressWarnings("unchecked")
  private <T> T step(String operation, Function<World, T> action, Touch... touches) {
    return (T) requireNonNull(steps.take(Step.of(operation, action::apply, touches)));
  }

  private void change(String operation, Consumer<World> action, Touch touch) {
    Object _ =
        steps.take(
            Step.of(
                operation,
                world -> {
                  action.accept(world);
                  return null;
                },
                touch));
  }

  /** Every client of a walk is connected when it begins. */
  @Override
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    throw new UnsupportedOperationException("clients of a walk are connected");
  }

  @Override
  public boolean isConnected(ConnectionId connection, Deadline deadline) {
    return step(
        "isConnected",
        world -> world.isRemembered(connection.value()),
        Touch.reads(Kind.REMEMBERED, connection.value()));
  }

  @Override
  public void disconnect(ConnectionId connection, Deadline deadline) {
    change(
        "disconnect",
        world -> world.forget(connection.value()),
        Touch.writes(Kind.REMEMBERED, connection.value()));
  }

  /** Two rows, of which the note may come late. */
  @Override
  public boolean subscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    change(
        "subscribe",
        world -> world.connections().addSubscriber(connection, topic),
        Touch.writes(Kind.SUBSCRIPTION, connection.value()));
    return step(
        "note",
        world -> world.connections().note(connection, topic),
        Touch.writes(Kind.NOTE, connection.value()));
  }

  @Override
  public void unsubscribe(ConnectionId connection, Topic topic, Deadline deadline) {
    change(
        "unsubscribe",
        world -> world.connections().unsubscribe(connection, topic, deadline),
        Touch.writes(Kind.SUBSCRIPTION, connection.value()));
  }

  @Override
  public int unsubscribeAll(ConnectionId connection, Deadline deadline) {
    List<Topic> noted =
        step(
            "noted",
            world -> world.connections().noted(connection),
            Touch.reads(Kind.NOTE, connection.value()));
    int ended = 0;
    for (Topic topic : noted) {
      boolean removed =
          step(
              "removeSubscriber",
              world -> world.connections().removeSubscriber(connection, topic),
              Touch.writes(Kind.SUBSCRIPTION, connection.value()));
      ended += removed ? 1 : 0;
    }
    if (!noted.isEmpty()) {
      change(
          "removeNotes",
          world -> world.connections().removeNotes(connection, noted),
          Touch.writes(Kind.NOTE, connection.value()));
    }
    return ended;
  }

  @Override
  public Set<ConnectionId> subscribers(Topic topic, Deadline deadline) {
    return step(
        "subscribers",
        world ->
            new LinkedHashSet<>(
                sorted(
                    world.connections().subscribers(topic, deadline),
                    Comparator.comparing(ConnectionId::value))),
        Touch.reads(Kind.SUBSCRIPTION, Touch.ANY));
  }

  @Override
  public Optional<ConnectionId> savePublisher(
      Publication result, ConnectionId publisher, Deadline deadline) {
    return step(
        "savePublisher",
        world -> world.results().savePublisher(result, publisher, deadline),
        Touch.writes(Kind.PUBLISHER, ROW));
  }

  @Override
  public Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    return step(
        "acknowledge",
        world -> world.results().acknowledge(guid, acknowledgedBy, deadline),
        Touch.writes(Kind.PUBLISHER, ROW));
  }

  @Override
  public Admission admit(
      Publication result, ConnectionId publisher, Set<String> displaced, Deadline deadline) {
    return step(
        "admit",
        // Taken in many worlds, and never a second attempt.
        world -> world.results().admit(result, publisher, new HashSet<>(displaced), deadline),
        Touch.writes(Kind.INDEX, ROW));
  }

  @Override
  public boolean isAdmitted(Publication result, Deadline deadline) {
    return step(
        "isAdmitted",
        world -> world.results().isAdmitted(result, deadline),
        Touch.reads(Kind.INDEX, ROW));
  }

  @Override
  public void keep(Publication result, Deadline deadline) {
    change(
        "keep",
        world -> world.results().keep(result, deadline),
        Touch.writes(Kind.PENDING, result.id()));
  }

  @Override
  public List<Publication> pending(Guid guid, Deadline deadline) {
    return step(
        "pending",
        world ->
            sorted(
                world.results().pending(guid, deadline),
                Comparator.comparing(result -> result.frame().text())),
        Touch.reads(Kind.PENDING, Touch.ANY));
  }

  @Override
  public void discard(Guid guid, String id, Deadline deadline) {
    change(
        "discard",
        world -> world.results().discard(guid, id, deadline),
        Touch.writes(Kind.PENDING, id));
  }

  @Override
  public Presence presence(ConnectionId of, Deadline deadline) {
    return step(
        "presence",
        world -> world.isClosed(of.value()) ? Presence.GONE : Presence.OPEN,
        Touch.reads(Kind.CONNECTION, of.value()));
  }

  /** Posts a frame; of those to a client only results are kept as received. */
  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    String text = frame.text();
    return step(
        "post",
        world -> {
          if (world.isClosed(to.value())) {
            return new Gone();
          }
          if (!text.startsWith("{\"type\":")) {
            world.received(to.value(), text);
          }
          return new Delivered();
        },
        Touch.reads(Kind.CONNECTION, to.value()),
        Touch.adds(Kind.INBOX, to.value()));
  }

  private static <T> List<T> sorted(Collection<T> all, Comparator<T> order) {
    List<T> sorted = new ArrayList<>(all);
    sorted.sort(order);
    return sorted;
  }
}
