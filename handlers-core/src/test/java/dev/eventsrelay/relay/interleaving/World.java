// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.InMemoryConnectionStore;
import dev.eventsrelay.relay.Invocation;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.RecordingMetrics;
import dev.eventsrelay.relay.Stores;
import dev.eventsrelay.relay.Tasks;
import dev.eventsrelay.relay.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** One guid, its store and its clients, in which actors take their steps one at a time. */
final class World {
  static final String GUID = "g";

  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final InMemoryConnectionStore memory =
      new InMemoryConnectionStore(
          Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofMinutes(1), clock);
  private final Strands strands = new Strands();
  private final Set<String> closed = new ConcurrentSkipListSet<>();
  private final Set<String> deliveries = new ConcurrentSkipListSet<>();
  private final Set<String> subscribedBefore = new ConcurrentSkipListSet<>();
  private final ConnectionStore store;
  private final MessageRouter router;

  /**
   * A world.
   *
   * @param secondLookup whether keeping a result is followed by a real lookup
   */
  World(boolean secondLookup) {
    // Of a subscription's two rows the relay reads only one, so storing both is one step.
    this.store =
        Stores.around(
            memory,
            (operation, call) ->
                operation.equals("subscribers") && !secondLookup && strands.hasDone("keep")
                    ? Set.of()
                    : strands.step(operation, call));
    this.router = new MessageRouter(store, new Tasks(strands));
  }

  Strands strands() {
    return strands;
  }

  /** A client sends a message. */
  void send(String client, String message) {
    router.route(message, invocation(client));
  }

  /** A client closes its connection, and `$disconnect` is handled some time later. */
  void close(String client) {
    strands.step("close", () -> closed.add(client));
    int _ = store.disconnect(new ConnectionId(client), deadline());
  }

  /** Whether the client has received the frame. */
  boolean received(String client, String frame) {
    return deliveries.contains(client + "<-" + frame);
  }

  /** Whether anybody has received the frame. */
  boolean anyReceived(String frame) {
    return deliveries.stream().anyMatch(delivery -> delivery.endsWith("<-" + frame));
  }

  /** Notes that the client's subscription was there before the frame was published. */
  void noteSubscribers(String frame) {
    memory
        .subscribers(new Guid(GUID), deadline())
        .forEach(client -> subscribedBefore.add(client + "<-" + frame));
  }

  boolean wasSubscribedBefore(String client, String frame) {
    return subscribedBefore.contains(client + "<-" + frame);
  }

  /** All that decides what can happen from here. */
  String state() {
    SortedSet<String> rows = new TreeSet<>(memory.rows());
    return rows
        + "\n"
        + closed
        + "\n"
        + deliveries
        + "\n"
        + subscribedBefore
        + "\n"
        + strands.histories();
  }

  private PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    return strands.step(
        "post",
        () -> {
          if (closed.contains(to.value())) {
            return new Gone();
          }
          deliveries.add(to.value() + "<-" + frame.text());
          return new Delivered();
        });
  }

  private Invocation invocation(String client) {
    return new Invocation(
        new ConnectionId(client),
        clock.instant(),
        this::post,
        deadline(),
        (_, _, _) -> {},
        new RecordingMetrics());
  }

  private Deadline deadline() {
    return Deadline.after(Duration.ofMinutes(1), clock);
  }
}
