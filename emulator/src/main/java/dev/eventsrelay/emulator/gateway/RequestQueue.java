// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Passes a request on when the previous one has been answered, so that answers come in the order of
 * requests. Reads no more while requests wait.
 */
final class RequestQueue extends ChannelDuplexHandler {
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean unanswered;
  private boolean handingOn;

  @Override
  public void channelRead(ChannelHandlerContext context, Object request) {
    waiting.add(request);
    handOn(context);
  }

  /** A loop instead of recursion, because a client may pipeline any number of requests. */
  private void handOn(ChannelHandlerContext context) {
    if (handingOn) {
      return;
    }
    handingOn = true;
    while (!unanswered && !waiting.isEmpty()) {
      unanswered = true;
      context.fireChannelRead(waiting.remove());
    }
    handingOn = false;
    if (waiting.isEmpty()) {
      Reading.resume(context.channel(), Reading.Pause.UNANSWERED_REQUESTS);
    } else {
      Reading.pause(context.channel(), Reading.Pause.UNANSWERED_REQUESTS);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var _ = context.write(message, promise);
    if (message instanceof FullHttpResponse) {
      unanswered = false;
      handOn(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    Reading.resume(context.channel(), Reading.Pause.UNANSWERED_REQUESTS);
  }
}
