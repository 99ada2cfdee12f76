// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.protocol.MessageParser;
import dev.eventsrelay.protocol.ServerMessage;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.Undelivered;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Overloaded;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does what a client's message asks for.
 *
 * <p>One router serves all invocations of an environment. Thread-safe; answers by the invocation's
 * deadline; what goes wrong outside is logged and becomes an {@link Outcome}, not an exception.
 */
public final class MessageRouter {
  /** Well-formed, and the id of no connection: API Gateway's ids are random. */
  private static final ConnectionId NOBODY = new ConnectionId("AAAAAAAAAAAAAAA=");

  private final MessageParser parser = new MessageParser();
  private final ConnectionStore store;
  private final Delivery delivery;
  private final PendingResults pending;
  private final ResultRelay results;

  /** A router over that store. */
  public MessageRouter(ConnectionStore store, Tasks tasks) {
    this.store = requireNonNull(store, "store is null");
    this.delivery = new Delivery(store, tasks);
    this.pending = new PendingResults(store, delivery);
    this.results = new ResultRelay(store, delivery, pending, tasks);
  }

  /**
   * Handles one message of {@link Invocation#connection()}.
   *
   * @param body its text; null if the event had none
   */
  public Outcome route(@Nullable String body, Invocation invocation) {
    Outcome outcome = handle(body, invocation);
    if (outcome instanceof Outcome.Overloaded) {
      invocation.metrics().count(Counter.OVERLOADED);
    }
    return outcome;
  }

  private Outcome handle(@Nullable String body, Invocation invocation) {
    return switch (parser.parse(body)) {
      case Subscribe(Guid guid) -> subscribe(guid, invocation);
      case Unsubscribe(Guid guid) -> unsubscribe(guid, invocation);
      case Ack(Guid guid) -> acknowledge(guid, invocation);
      case Ping() -> reply(ServerMessage.PONG, invocation);
      case Result(Guid guid, Frame frame) -> results.relay(guid, frame, invocation);
      case UnknownText() -> {
        invocation.log(Level.WARNING, "unknown text message", Map.of());
        yield reply(ServerMessage.UNKNOWN_TEXT, invocation);
      }
      case UnknownObject(String reason) -> {
        invocation.log(Level.WARNING, "unknown object message", Map.of("reason", reason));
        yield reply(ServerMessage.UNKNOWN_OBJECT, invocation);
      }
      case UnusableCommand(String reason) -> {
        invocation.log(Level.WARNING, "command refused", Map.of("reason", reason));
        yield new Rejected(reason);
      }
      case Malformed(String reason) -> {
        invocation.log(Level.WARNING, "malformed message", Map.of("reason", reason));
        yield new Outcome.Malformed(reason);
      }
    };
  }

  /**
   * Does once what messages need, without leaving a trace: parses, reads, deletes what there is
   * not, and posts to a connection that there is not.
   */
  public void warmUp(ManagementApiSource clients, Deadline deadline) {
    if (parser.parse("{\"guid\":\"warm-up\"}") instanceof Result(Guid guid, Frame frame)) {
      Set<ConnectionId> _ = store.subscribers(guid, deadline);
      store.unsubscribe(NOBODY, guid, deadline);
      clients.configured().ifPresent(api -> api.post(NOBODY, frame, deadline));
    }
  }

  private Outcome subscribe(Guid guid, Invocation invocation) {
    try {
      store.subscribe(invocation.connection(), guid, invocation.deadline());
      pending.deliverTo(invocation.connection(), guid, invocation);
      invocation.log(Level.DEBUG, "subscribed", Map.of("guid", guid.value()));
      return new Done();
    } catch (StoreException e) {
      invocation.logFailure("not subscribed, or without what waits for it", guid, e);
      return Outcome.of(e);
    }
  }

  private Outcome unsubscribe(Guid guid, Invocation invocation) {
    try {
      store.unsubscribe(invocation.connection(), guid, invocation.deadline());
      invocation.log(Level.DEBUG, "unsubscribed", Map.of("guid", guid.value()));
      return new Done();
    } catch (StoreException e) {
      invocation.logFailure("not unsubscribed", guid, e);
      return Outcome.of(e);
    }
  }

  private Outcome acknowledge(Guid guid, Invocation invocation) {
    Optional<ConnectionId> publisher;
    try {
      publisher = store.acknowledge(guid, invocation.connection(), invocation.deadline());
    } catch (StoreException e) {
      invocation.logFailure("ack not relayed", guid, e);
      return Outcome.of(e);
    }
    if (publisher.isEmpty()) {
      invocation.log(Level.INFO, "ack without a publisher", Map.of("guid", guid.value()));
      return new NobodyWaits();
    }
    Frame ack = ServerMessage.ack(guid, invocation.connection());
    Outcome outcome = outcome(delivery.deliver(ack, publisher.get(), invocation));
    invocation.log(
        Level.DEBUG, "ack", Map.of("guid", guid.value(), "publisher", publisher.get().value()));
    return outcome;
  }

  private Outcome reply(Frame frame, Invocation invocation) {
    return outcome(delivery.deliver(frame, invocation.connection(), invocation));
  }

  private static Outcome outcome(PostResult post) {
    return switch (post) {
      case Delivered _ -> new Done();
      case Gone _ -> new NobodyWaits();
      case Overloaded _ -> new Outcome.Overloaded();
      case Throttled _, Unavailable _, Refused _ -> new Undelivered();
    };
  }
}
