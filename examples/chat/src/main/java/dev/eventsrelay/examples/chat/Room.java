// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import dev.eventsrelay.connection.Topic;
import java.util.regex.Pattern;

/**
 * A room, which exists while somebody is in it.
 *
 * @param name 1 to 32 lower-case letters, digits and hyphens
 */
record Room(String name) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  /** Where those go who name no room. */
  static final Room LOBBY = new Room("lobby");

  Room {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          400, "A room's name has 1 to 32 lower-case letters, digits or hyphens.");
    }
  }

  /** What everybody in the room is subscribed to. */
  Topic topic() {
    return new Topic(name);
  }
}
