// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The connections whose handshake is complete and whose channel is open. Thread-safe. */
final class Connections {
  private final ConcurrentHashMap<String, Connection> byId = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Connections(InstantSource clock) {
    this.clock = clock;
  }

  void add(Connection connection) {
    byId.put(connection.id(), connection);
  }

  void remove(Connection connection) {
    byId.remove(connection.id());
  }

  /** An open connection. One that is being closed counts as gone. */
  Optional<Connection> find(String id) {
    return Optional.ofNullable(byId.get(id)).filter(connection -> !connection.isEnding());
  }

  Collection<Connection> all() {
    return byId.values();
  }

  /** Closes connections that are idle or too old by the gateway's clock. */
  void closeExpired() {
    long now = clock.millis();
    long idleSince = now - GatewaySettings.IDLE_TIMEOUT.toMillis();
    long tooOld = now - GatewaySettings.MAX_LIFETIME.toMillis();
    for (Connection connection : byId.values()) {
      if (connection.lastActiveAt() <= idleSince || connection.connectedAt() <= tooOld) {
        connection.close(Disconnect.GOING_AWAY);
      }
    }
  }

  /** The ids of the open connections, in no particular order; a copy. */
  Set<String> openIds() {
    return byId.values().stream()
        .filter(connection -> !connection.isEnding())
        .map(Connection::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Runs a task with the channel of a connection, on its event loop.
   *
   * @return false if no such connection is open
   */
  boolean onChannel(String connectionId, Consumer<Channel> task) {
    Optional<Connection> connection = find(connectionId);
    connection.ifPresent(one -> one.onChannel(task));
    return connection.isPresent();
  }
}
