// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ReadAsTree;

/** What a frame must lead to. */
enum Expected {
  /** The subscriber gets it, byte for byte. */
  RELAYED,
  /** Its sender gets {@code unknown object message}. */
  UNKNOWN_OBJECT,
  /** Its sender gets {@code unknown text message}. */
  UNKNOWN_TEXT,
  /** Its sender gets a nack: nobody is subscribed. */
  NACK,
  /** Nobody gets anything. */
  NOTHING;

  /** Of a frame that is not {@code ping}, with a subscriber of that guid and of no other. */
  static Expected of(String frame, String subscribed) {
    ReadAsTree read = ReadAsTree.of(frame);
    if (read.type() == UnknownObject.class) {
      return UNKNOWN_OBJECT;
    }
    if (read.type() == UnknownText.class) {
      return UNKNOWN_TEXT;
    }
    if (read.type() != Result.class) {
      return NOTHING;
    }
    return read.equals(new ReadAsTree(Result.class, subscribed)) ? RELAYED : NACK;
  }
}
