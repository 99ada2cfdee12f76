// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Clients that take every frame, unless a test said how the next posts to one of them end.
 * Thread-safe.
 */
public final class FakeClients implements ConnectionsApi {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<ConnectionId, Queue<Supplier<PostResult>>> scripts = new ConcurrentHashMap<>();
  private final Set<ConnectionId> gone = ConcurrentHashMap.newKeySet();
  private final List<ConnectionId> attempts = new CopyOnWriteArrayList<>();

  /** A frame that arrived. */
  public record Received(ConnectionId client, Frame frame) {}

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    attempts.add(to);
    Queue<Supplier<PostResult>> script = scripts.get(to);
    Supplier<PostResult> next = script == null ? null : script.poll();
    PostResult otherwise = gone.contains(to) ? new PostResult.Gone() : new Delivered();
    PostResult result = next == null ? otherwise : next.get();
    if (result instanceof Delivered) {
      received.add(new Received(to, frame));
    }
    return result;
  }

  @Override
  public Presence presence(ConnectionId of, Deadline deadline) {
    return gone.contains(of) ? Presence.GONE : Presence.OPEN;
  }

  /** Closes the connection: API Gateway knows it no more. */
  public void close(ConnectionId client) {
    gone.add(client);
  }

  /** Says how one more of the next posts to the client ends. */
  public void script(ConnectionId client, Supplier<PostResult> result) {
    scripts.computeIfAbsent(client, _ -> new ConcurrentLinkedQueue<>()).add(result);
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public List<String> receivedBy(ConnectionId client) {
    return received.stream()
        .filter(post -> post.client().equals(client))
        .map(post -> post.frame().text())
        .toList();
  }

  public long attemptsFor(ConnectionId client) {
    return attempts.stream().filter(client::equals).count();
  }
}
