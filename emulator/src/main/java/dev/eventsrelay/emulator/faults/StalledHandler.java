// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * A network that drops everything: nothing is read, and writes wait until this handler is removed
 * or the connection ends.
 */
final class StalledHandler extends ChannelDuplexHandler {
  private final HeldWrites waiting = new HeldWrites();

  @Override
  public void read(ChannelHandlerContext context) {
    // Read nothing: the client's bytes stay in the socket.
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    waiting.add(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    // Flush nothing.
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.letGo(context);
  }
}
