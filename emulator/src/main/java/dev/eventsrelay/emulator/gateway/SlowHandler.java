// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A thin line: what is written leaves after the time that the line needs for it, in order. */
final class SlowHandler extends ChannelOutboundHandlerAdapter {
  private final int bytesPerSecond;
  private final Queue<Write> waiting = new ArrayDeque<>();

  SlowHandler(int bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    waiting.add(new Write(message, promise));
    if (waiting.size() == 1) {
      scheduleNext(context);
    }
  }

  private void scheduleNext(ChannelHandlerContext context) {
    if (waiting.peek() instanceof Write(ByteBuf bytes, ChannelPromise _)) {
      long nanos = TimeUnit.SECONDS.toNanos(bytes.readableBytes()) / bytesPerSecond;
      var _ = context.executor().schedule(() -> writeNext(context), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void writeNext(ChannelHandlerContext context) {
    Write write = waiting.poll();
    if (write != null) {
      var _ = context.writeAndFlush(write.message, write.promise);
      scheduleNext(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    boolean active = context.channel().isActive();
    for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
      if (active) {
        var _ = context.write(write.message, write.promise);
      } else {
        ReferenceCountUtil.release(write.message);
        write.promise.tryFailure(new ClosedChannelException());
      }
    }
    context.flush();
  }

  private record Write(Object message, ChannelPromise promise) {}
}
