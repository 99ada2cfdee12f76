// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Overloaded;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.function.FunctionMetric;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.protocol.MessageParser;
import dev.eventsrelay.protocol.ServerMessage;
import dev.eventsrelay.relay.Outcome.ConnectionClosed;
import dev.eventsrelay.relay.Outcome.Done;
import dev.eventsrelay.relay.Outcome.NobodyWaits;
import dev.eventsrelay.relay.Outcome.Rejected;
import dev.eventsrelay.relay.Outcome.TooManySubscriptions;
import dev.eventsrelay.relay.Outcome.Undelivered;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
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
  private final ResultStore store;
  private final PendingResults pending;
  private final ResultRelay results;

  /**
   * A router over that store.
   *
   * @param sendsNack whether the sender of a result is told that nobody is subscribed to it
   * @param clock by which it is told how long a result took since API Gateway received it
   */
  public MessageRouter(ResultStore store, Tasks tasks, boolean sendsNack, InstantSource clock) {
    this.store = requireNonNull(store, "store is null");
    this.pending = new PendingResults(store);
    this.results = new ResultRelay(store, pending, tasks, sendsNack, clock);
  }

  /**
   * Handles one message of {@link InvocationContext#connection()}.
   *
   * @param body its text; null if the event had none
   */
  public Outcome route(@Nullable String body, InvocationContext invocation) {
    Outcome outcome = handle(body, invocation);
    if (outcome instanceof Outcome.Overloaded) {
      invocation.metrics().count(FunctionMetric.Count.OVERLOADED);
    }
    return outcome;
  }

  private Outcome handle(@Nullable String body, InvocationContext invocation) {
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
  public void warmUp(
      ConnectionStore connections, Optional<ConnectionsApi> clients, Deadline deadline) {
    if (parser.parse("{\"guid\":\"warm-up\"}") instanceof Result(Guid guid, Frame frame)) {
      Set<ConnectionId> _ = connections.subscribers(guid.topic(), deadline);
      connections.unsubscribe(NOBODY, guid.topic(), deadline);
      clients.ifPresent(api -> api.post(NOBODY, frame, deadline));
    }
  }

  private Outcome subscribe(Guid guid, InvocationContext invocation) {
    ConnectionId subscriber = invocation.connection();
    Map<String, String> fields = Map.of("guid", guid.value());
    try {
      return switch (invocation
          .subscriptions()
          .subscribe(subscriber, guid.topic(), invocation.deadline())) {
        case TOO_MANY -> {
          invocation.metrics().count(FunctionMetric.Count.SUBSCRIPTIONS_REFUSED);
          invocation.log(Level.WARNING, "too many subscriptions", fields);
          yield new TooManySubscriptions();
        }
        case CLOSED -> {
          invocation.log(Level.INFO, "subscribed too late", fields);
          yield new ConnectionClosed();
        }
        case SUBSCRIBED -> {
          pending.deliverTo(subscriber, guid, invocation);
          invocation.log(Level.DEBUG, "subscribed", fields);
          yield new Done();
        }
      };
    } catch (StoreException e) {
      return failed("not subscribed, or without what waits for it", guid, invocation, e);
    }
  }

  private static Outcome unsubscribe(Guid guid, InvocationContext invocation) {
    try {
      invocation.subscriptions().end(invocation.connection(), guid.topic(), invocation.deadline());
      invocation.log(Level.DEBUG, "unsubscribed", Map.of("guid", guid.value()));
      return new Done();
    } catch (StoreException e) {
      return failed("not unsubscribed", guid, invocation, e);
    }
  }

  private Outcome acknowledge(Guid guid, InvocationContext invocation) {
    Optional<ConnectionId> publisher;
    try {
      publisher =
          invocation.persistently(by -> store.acknowledge(guid, invocation.connection(), by));
    } catch (StoreException e) {
      return failed("ack not relayed", guid, invocation, e);
    }
    if (publisher.isEmpty()) {
      invocation.log(Level.INFO, "ack without a publisher", Map.of("guid", guid.value()));
      return new NobodyWaits();
    }
    Frame ack = ServerMessage.ack(guid, invocation.connection());
    Outcome outcome = outcome(invocation.clients().post(ack, publisher.get()));
    invocation.log(
        Level.DEBUG, "ack", Map.of("guid", guid.value(), "publisher", publisher.get().value()));
    return outcome;
  }

  private static Outcome failed(
      String message, Guid guid, InvocationContext invocation, StoreException e) {
    invocation.storeFailed(Level.ERROR, message, Map.of("guid", guid.value()), e);
    return Outcome.of(e);
  }

  private static Outcome reply(Frame frame, InvocationContext invocation) {
    return outcome(invocation.clients().post(frame, invocation.connection()));
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
