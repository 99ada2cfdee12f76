// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Stands in for the decoder while {@code $connect} runs. A client may send frames right after its
 * upgrade request; they go to the handler that replaces this one.
 */
final class ParkedBytes extends ChannelInboundHandlerAdapter {
  private final Queue<Object> parked = new ArrayDeque<>();

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    parked.add(bytes);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    for (Object bytes = parked.poll(); bytes != null; bytes = parked.poll()) {
      if (context.channel().isActive()) {
        context.fireChannelRead(bytes);
      } else {
        ReferenceCountUtil.release(bytes);
      }
    }
  }
}
