// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Reading;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;

/**
 * Faults on open WebSocket connections, as a bad network causes them. Each call returns at once,
 * takes effect shortly after, and returns false if no such connection is open. Thread-safe.
 *
 * @param gateway holds the connections
 */
public record ConnectionFaults(Gateway gateway) {
  /** Resets the TCP connection without a close frame, as when a client's machine disappears. */
  public boolean cut(String connectionId) {
    return gateway.onChannel(connectionId, ConnectionFaults::reset);
  }

  /**
   * Stops reading from and writing to the client, as when the network drops every packet. Posts are
   * still accepted until the outbound buffer is full, and the client's end goes unnoticed. The
   * gateway can still end the connection.
   */
  public boolean stall(String connectionId) {
    return gateway.onChannel(
        connectionId,
        channel -> {
          Reading.pause(channel, Reading.Pause.FAULT);
          if (channel.pipeline().get(StalledHandler.class) == null) {
            channel.pipeline().addFirst(new StalledHandler());
          }
        });
  }

  /**
   * Limits the rate of writes to the client, as when its network or program is slow. Its outbound
   * buffer fills up, and posts to it are refused with 429 while it is full.
   *
   * @param bytesPerSecond above 0
   */
  public boolean slow(String connectionId, int bytesPerSecond) {
    return gateway.onChannel(
        connectionId,
        channel -> {
          removeIfPresent(channel, SlowHandler.class);
          channel.pipeline().addFirst(new SlowHandler(bytesPerSecond));
        });
  }

  /**
   * Ends a stall or a slowdown: waiting bytes are sent, as after the repair of a network. Does
   * nothing to a connection that has neither.
   */
  public boolean heal(String connectionId) {
    return gateway.onChannel(
        connectionId,
        channel -> {
          removeIfPresent(channel, SlowHandler.class);
          removeIfPresent(channel, StalledHandler.class);
          Reading.resume(channel, Reading.Pause.FAULT);
        });
  }

  static void reset(Channel channel) {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException clientWasFaster) {
      // Nothing is left to reset.
    }
    var _ = channel.close();
  }

  private static void removeIfPresent(Channel channel, Class<? extends ChannelHandler> handler) {
    if (channel.pipeline().get(handler) != null) {
      channel.pipeline().remove(handler);
    }
  }
}
