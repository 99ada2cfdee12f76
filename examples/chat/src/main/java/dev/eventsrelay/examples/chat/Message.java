// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What the chat sends to clients: a JSON object whose {@code type} says which of these it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface Message {
  /** Somebody has entered the room. */
  @JsonTypeName("joined")
  record Joined(String name) implements Message {}

  /** Somebody has left the room. */
  @JsonTypeName("left")
  record Left(String name) implements Message {}

  /** Somebody in the room has said something. */
  @JsonTypeName("said")
  record Said(String from, String text) implements Message {}

  /** Who is in the room that the client is in. */
  @JsonTypeName("room")
  record InRoom(String room, List<String> members) implements Message {}

  /** Why the chat did not do what the client asked for. */
  @JsonTypeName("error")
  record Refused(String reason) implements Message {}
}
