// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.util.EnumSet;

/**
 * Whether the gateway reads from a client: not while there is any reason against it. What is not
 * read waits in the client, so this bounds what a client can make the gateway hold. Only used on
 * the channel's event loop.
 */
public final class Reading {
  /** A reason not to read. */
  public enum Pause {
    /** Its {@code $connect} has not been answered. */
    HANDSHAKE,
    /** It has not read what was written to it. */
    UNREAD_ANSWERS,
    /** A request of it waits for the answer to the one before. */
    UNANSWERED_REQUESTS,
    /** Somebody plays a broken network. */
    FAULT
  }

  private static final AttributeKey<EnumSet<Pause>> PAUSES =
      AttributeKey.valueOf(Reading.class, "pauses");

  private Reading() {}

  /** Stops reading; does nothing if it has stopped for the same reason before. */
  public static void pause(Channel channel, Pause reason) {
    pauses(channel).add(reason);
    channel.config().setAutoRead(false);
  }

  /** Reads again, unless there is another reason not to. */
  public static void resume(Channel channel, Pause reason) {
    EnumSet<Pause> pauses = pauses(channel);
    pauses.remove(reason);
    channel.config().setAutoRead(pauses.isEmpty());
  }

  private static EnumSet<Pause> pauses(Channel channel) {
    Attribute<EnumSet<Pause>> attribute = channel.attr(PAUSES);
    EnumSet<Pause> pauses = attribute.get();
    if (pauses == null) {
      pauses = EnumSet.noneOf(Pause.class);
      attribute.set(pauses);
    }
    return pauses;
  }
}
