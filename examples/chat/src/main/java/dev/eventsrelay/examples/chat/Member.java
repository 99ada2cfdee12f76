// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import java.util.regex.Pattern;

/**
 * Somebody who is connected.
 *
 * @param name 1 to 24 letters, digits, hyphens and underscores; not unique
 * @param room that they are in, or enter next
 */
record Member(String name, Room room) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,24}");

  Member {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(
          400, "A name has 1 to 24 letters, digits, hyphens or underscores.");
    }
  }
}
