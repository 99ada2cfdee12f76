// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A network that drops everything: nothing is read, and what is written waits until this handler is
 * taken out or the connection ends.
 */
final class StalledHandler extends ChannelDuplexHandler {
  private final Queue<Write> waiting = new ArrayDeque<>();

  @Override
  public void read(ChannelHandlerContext context) {
    // The client's bytes stay in the socket.
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    waiting.add(new Write(message, promise));
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    // Nothing leaves.
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
        var _ = context.write(write.message, write.promise);
      }
      context.flush();
      return;
    }
    for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
      ReferenceCountUtil.release(write.message);
      write.promise.tryFailure(new ClosedChannelException());
    }
  }

  private record Write(Object message, ChannelPromise promise) {}
}
