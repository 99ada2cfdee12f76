// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.PostResult.Delivered;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Clients that take every frame, unless a test said how the next posts to one of them end.
 * Thread-safe.
 */
public final class FakeClients implements ManagementApi {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<ConnectionId, Queue<Supplier<PostResult>>> scripts = new ConcurrentHashMap<>();
  private final List<ConnectionId> attempts = new CopyOnWriteArrayList<>();

  /** A frame that arrived. */
  public record Received(ConnectionId client, Frame frame) {}

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    attempts.add(to);
    Queue<Supplier<PostResult>> script = scripts.get(to);
    Supplier<PostResult> next = script == null ? null : script.poll();
    PostResult result = next == null ? new Delivered() : next.get();
    if (result instanceof Delivered) {
      received.add(new Received(to, frame));
    }
    return result;
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
