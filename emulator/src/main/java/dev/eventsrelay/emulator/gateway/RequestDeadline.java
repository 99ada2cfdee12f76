// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request a time from its first byte to its last, however slowly it trickles, and ends the
 * connection with 408 after that. Stands before the decoder; whoever has seen the last byte fires
 * {@link #REQUEST_READ} through the pipeline. The time does not run out while the gateway itself
 * does not read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends in channelInactive
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  static final Object REQUEST_READ = new Object();

  private final long millis;
  private @Nullable Future<?> expiry;

  RequestDeadline(Duration time) {
    this.millis = time.toMillis();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (expiry == null) {
      schedule(context);
    }
    context.fireChannelRead(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event.equals(REQUEST_READ)) {
      cancel();
      return;
    }
    context.fireUserEventTriggered(event);
  }

  private void schedule(ChannelHandlerContext context) {
    expiry = context.executor().schedule(() -> expire(context), millis, TimeUnit.MILLISECONDS);
  }

  private void expire(ChannelHandlerContext context) {
    if (!context.channel().config().isAutoRead()) {
      schedule(context);
      return;
    }
    FullHttpResponse response = Responses.empty(HttpResponseStatus.REQUEST_TIMEOUT);
    HttpUtil.setKeepAlive(response, false);
    context.channel().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private void cancel() {
    if (expiry != null) {
      expiry.cancel(false);
      expiry = null;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel();
  }
}
