// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.relay.Publication;
import java.util.List;

/**
 * Messages that reach the relay one after the other. Several actors can share one connection: its
 * messages are then handled side by side, as API Gateway does.
 *
 * @param name tells actors apart
 * @param connection whose messages they are
 */
record Actor(String name, String connection, List<String> messages) {
  static final String SUBSCRIBE = "subscribe: " + World.GUID;
  static final String UNSUBSCRIBE = "unsubscribe: " + World.GUID;
  static final String ACK = "ack: " + World.GUID;

  /** No message: the client closes its connection, and {@code $disconnect} is handled later. */
  static final String CLOSE = "close";

  /** No message: the client waits until it has received a result. */
  static final String AWAIT = "await";

  Actor {
    requireNonNull(name, "name is null");
    requireNonNull(connection, "connection is null");
    messages = List.copyOf(messages);
  }

  /** The only actor of its connection. */
  static Actor of(String connection, String... messages) {
    return new Actor(connection, connection, List.of(messages));
  }

  /** What the connection sends beside what its first actor sends. */
  static Actor beside(String connection, String... messages) {
    return new Actor(connection + "'", connection, List.of(messages));
  }

  /** A result; another number is another result. */
  static String result(int number) {
    return "{\"guid\":\"" + World.GUID + "\",\"n\":" + number + "}";
  }

  /** By what the store tells a result from others. */
  static String idOf(String result) {
    return Publication.of(new Guid(World.GUID), Frame.of(result)).id();
  }

  static boolean isResult(String message) {
    return message.startsWith("{");
  }
}
