// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Passes what one connection receives on to another, and reads no faster than that one writes. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Pipe extends ChannelInboundHandlerAdapter {
  private final Channel to;

  Pipe(Channel to) {
    this.to = to;
  }

  /** Lets everything that two connections on one event loop receive flow to the other. */
  static void between(Channel one, Channel other) {
    one.pipeline().addLast(new Pipe(other));
    other.pipeline().addLast(new Pipe(one));
    one.config().setAutoRead(true);
    other.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    to.writeAndFlush(bytes);
    if (!to.isWritable()) {
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    to.config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // One end broke off; channelInactive tells the other.
    context.close();
  }
}
