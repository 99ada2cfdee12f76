// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.function.InvocationContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the chat does with each event.
 *
 * <p>A client enters a room with a message and not in {@code $connect}: API Gateway answers 410 to
 * a post before {@code $connect} has returned, and a subscriber who answers 410 is unsubscribed.
 *
 * <p>Thread-safe. Methods throw {@link RefusedException} for what a client must do otherwise, and
 * {@link dev.eventsrelay.connection.StoreException} if DynamoDB keeps failing.
 */
final class Chat {
  private final Members members;
  private final Voice voice;

  Chat(Members members, Voice voice) {
    this.members = requireNonNull(members, "members is null");
    this.voice = requireNonNull(voice, "voice is null");
  }

  /** Remembers who is behind a new connection, and the room that they want to enter. */
  void connect(@Nullable Map<String, String> query, InvocationContext invocation) {
    Map<String, String> parameters = query == null ? Map.of() : query;
    Room room = parameters.containsKey("room") ? new Room(parameters.get("room")) : Room.LOBBY;
    Member member = new Member(parameters.getOrDefault("name", "guest"), room);
    invocation
        .subscriptions()
        .connect(invocation.connection(), invocation.receivedAt(), invocation.deadline());
    invocation.doPersistently(by -> members.put(invocation.connection(), member, by));
    invocation.log(Level.INFO, "connected", Map.of("room", room.name()));
  }

  /** Lets a client out of their room, and forgets them. */
  void disconnect(InvocationContext invocation) {
    invocation
        .persistently(by -> members.find(invocation.connection(), by))
        .ifPresent(member -> leave(member, invocation));
    int ended = invocation.subscriptions().endAll(invocation.connection(), invocation.deadline());
    invocation.doPersistently(by -> members.remove(invocation.connection(), by));
    invocation.log(Level.INFO, "disconnected", Map.of("subscriptions", ended));
  }

  /** Lets a client into a room, out of the one they are in, and says who is there. */
  void join(Request request, InvocationContext invocation) {
    ConnectionId me = invocation.connection();
    Member before = member(invocation);
    Member now =
        request.room().map(room -> new Member(before.name(), new Room(room))).orElse(before);
    subscribe(now.room(), invocation);
    if (!now.equals(before)) {
      leave(before, invocation);
      invocation.doPersistently(by -> members.put(me, now, by));
    }
    invocation.doPersistently(by -> members.list(me, now, by));
    Set<ConnectionId> present = present(now.room(), invocation);
    voice.tellOthers(new Message.Joined(now.name()), present, now.room(), invocation);
    tellWho(now.room(), present, invocation);
  }

  /** Says something to everybody in the client's room, the client included. */
  void say(Request request, InvocationContext invocation) {
    String text = request.requiredText();
    Member member = member(invocation);
    Set<ConnectionId> listeners = presentWith(member, invocation);
    voice.tellAll(new Message.Said(member.name(), text), listeners, member.room(), invocation);
    invocation.metrics().count(ChatMetric.MESSAGES);
    invocation.metrics().count(ChatMetric.LISTENERS, listeners.size());
  }

  /** Tells a client who is in their room. */
  void who(InvocationContext invocation) {
    Member member = member(invocation);
    tellWho(member.room(), presentWith(member, invocation), invocation);
  }

  private void tellWho(Room room, Set<ConnectionId> present, InvocationContext invocation) {
    List<String> names = invocation.once(by -> members.names(room, present, by));
    voice.tell(new Message.InRoom(room.name(), names), invocation);
  }

  private void subscribe(Room room, InvocationContext invocation) {
    switch (invocation
        .subscriptions()
        .subscribe(invocation.connection(), room.topic(), invocation.deadline())) {
      case SUBSCRIBED -> {}
      case TOO_MANY -> throw new RefusedException(429, "Too many rooms: try again in ten minutes.");
      case CLOSED -> throw new RefusedException(410, "The connection is closed.");
    }
  }

  private void leave(Member member, InvocationContext invocation) {
    ConnectionId me = invocation.connection();
    Set<ConnectionId> present = present(member.room(), invocation);
    if (!present.contains(me)) {
      return;
    }
    invocation.subscriptions().end(me, member.room().topic(), invocation.deadline());
    invocation.doPersistently(by -> members.unlist(me, member, by));
    voice.tellOthers(new Message.Left(member.name()), present, member.room(), invocation);
  }

  private Set<ConnectionId> present(Room room, InvocationContext invocation) {
    return invocation.subscriptions().to(room.topic(), invocation.deadline());
  }

  /** Those in the member's room, if the member is there. */
  private Set<ConnectionId> presentWith(Member member, InvocationContext invocation) {
    Set<ConnectionId> present = present(member.room(), invocation);
    if (!present.contains(invocation.connection())) {
      throw new RefusedException(409, "You are in no room: enter one with the action join.");
    }
    return present;
  }

  /** Who the event is from; asked once, because a client can send a message again. */
  private Member member(InvocationContext invocation) {
    return invocation
        .once(by -> members.find(invocation.connection(), by))
        .orElseThrow(() -> new RefusedException(410, "The connection is closed: open another."));
  }
}
