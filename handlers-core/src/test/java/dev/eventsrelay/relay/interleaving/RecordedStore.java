// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.PendingResult;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.interleaving.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step of each operation on the store and of each post, and says what it touches. Sets and
 * lists come in one order always, because the order of a hash table is none of the world.
 */
final class RecordedStore implements ConnectionStore {
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

  @Override
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    throw new UnsupportedOperationException("nobody's promise depends on it");
  }

  @Override
  public int disconnect(ConnectionId connection, Deadline deadline) {
    return step(
        "disconnect",
        world -> world.store().disconnect(connection, deadline),
        Touch.writes(Kind.SUBSCRIPTION, connection.value()));
  }

  @Override
  public void subscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    change(
        "subscribe",
        world -> world.store().subscribe(connection, guid, deadline),
        Touch.writes(Kind.SUBSCRIPTION, connection.value()));
  }

  @Override
  public void unsubscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    change(
        "unsubscribe",
        world -> world.store().unsubscribe(connection, guid, deadline),
        Touch.writes(Kind.SUBSCRIPTION, connection.value()));
  }

  @Override
  public Set<ConnectionId> subscribers(Guid guid, Deadline deadline) {
    return step(
        "subscribers",
        world ->
            new LinkedHashSet<>(
                sorted(
                    world.store().subscribers(guid, deadline),
                    Comparator.comparing(ConnectionId::value))),
        Touch.reads(Kind.SUBSCRIPTION, Touch.ANY));
  }

  @Override
  public Optional<ConnectionId> savePublisher(
      Guid guid, ConnectionId publisher, Deadline deadline) {
    return step(
        "savePublisher",
        world -> world.store().savePublisher(guid, publisher, deadline),
        Touch.writes(Kind.PUBLISHER, ROW));
  }

  @Override
  public Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    return step(
        "acknowledge",
        world -> world.store().acknowledge(guid, acknowledgedBy, deadline),
        Touch.writes(Kind.PUBLISHER, ROW));
  }

  // Not what bounds the count of kept results: no walk here has that many.
  @Override
  public boolean keep(PendingResult result, Deadline deadline) {
    return step(
        "keep",
        world -> world.store().keep(result, deadline),
        Touch.writes(Kind.PENDING, result.frame().text()));
  }

  @Override
  public List<PendingResult> pending(Guid guid, Deadline deadline) {
    return step(
        "pending",
        world ->
            sorted(
                world.store().pending(guid, deadline),
                Comparator.comparing(result -> result.frame().text())),
        Touch.reads(Kind.PENDING, Touch.ANY));
  }

  @Override
  public void discard(PendingResult result, Deadline deadline) {
    change(
        "discard",
        world -> world.store().discard(result, deadline),
        Touch.writes(Kind.PENDING, result.frame().text()));
  }

  /** Posts a frame; of those to a client only results are kept as received. */
  PostResult post(ConnectionId to, Frame frame) {
    String text = frame.text();
    return step(
        "post",
        world -> {
          if (world.isClosed(to.value())) {
            return new Gone();
          }
          if (!text.startsWith("{\"type\":\"ack\"")) {
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
