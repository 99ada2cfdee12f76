// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/** A slow network: each write leaves after the time that the network needs for it, in order. */
final class SlowHandler extends ChannelOutboundHandlerAdapter {
  private final int bytesPerSecond;
  private final HeldWrites waiting = new HeldWrites();

  SlowHandler(int bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    waiting.add(message, promise);
    if (waiting.size() == 1) {
      scheduleNext(context);
    }
  }

  private void scheduleNext(ChannelHandlerContext context) {
    if (waiting.peek() instanceof HeldWrites.Write(ByteBuf bytes, ChannelPromise _)) {
      long nanos = TimeUnit.SECONDS.toNanos(bytes.readableBytes()) / bytesPerSecond;
      var _ = context.executor().schedule(() -> writeNext(context), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void writeNext(ChannelHandlerContext context) {
    HeldWrites.Write write = waiting.poll();
    if (write != null) {
      var _ = context.writeAndFlush(write.message(), write.promise());
      scheduleNext(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.letGo(context);
  }
}
