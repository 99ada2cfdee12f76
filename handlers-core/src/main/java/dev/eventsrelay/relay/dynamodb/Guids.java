// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import dev.eventsrelay.dynamodb.Key;
import dev.eventsrelay.protocol.Guid;

/** The partitions of guids, which the connection store's subscribers are in too. */
public final class Guids {
  /** What the relay's topics are called in the table's keys. */
  public static final String TOPICS = "guid";

  private Guids() {}

  static String partitionOf(Guid guid) {
    return TOPICS + "#" + guid.value();
  }

  static Key key(Guid guid, String sort) {
    return new Key(partitionOf(guid), sort);
  }
}
