// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.function.InvocationContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings messages to clients. The library retries, logs and counts posts that fail, and
 * unsubscribes clients that are gone, so the results need no handling here. Thread-safe.
 */
final class Voice {
  private final JsonMapper json = new JsonMapper();

  /** Tells the client that the event is from. */
  void tell(Message message, InvocationContext invocation) {
    PostResult _ = invocation.clients().post(frame(message), invocation.connection());
  }

  /** Tells everybody who is in a room. */
  void tellAll(
      Message message, Set<ConnectionId> present, Room room, InvocationContext invocation) {
    List<PostResult> _ = invocation.clients().postToAll(frame(message), present, room.topic());
  }

  /** Tells those in a room who are not the client that the event is from. */
  void tellOthers(
      Message message, Set<ConnectionId> present, Room room, InvocationContext invocation) {
    Set<ConnectionId> others = new HashSet<>(present);
    others.remove(invocation.connection());
    tellAll(message, others, room, invocation);
  }

  private Frame frame(Message message) {
    try {
      return new Frame(json.writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message of texts is always JSON", e);
    }
  }
}
