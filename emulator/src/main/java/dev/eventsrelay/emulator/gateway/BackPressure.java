// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads nothing from a client that does not read: every ping and every refused message has an
 * answer, and the answers would pile up without end.
 */
final class BackPressure extends ChannelInboundHandlerAdapter {
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      Reading.resume(context.channel(), Reading.Pause.UNREAD_ANSWERS);
    } else {
      Reading.pause(context.channel(), Reading.Pause.UNREAD_ANSWERS);
    }
    context.fireChannelWritabilityChanged();
  }
}
