// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.ToIntFunction;

/**
 * Passes on no more of a request's body than its head entitles it to, and discards the rest. The
 * request is passed on as soon as its fate is clear, so a refusal does not wait for the body: at
 * its head if the declared length is above the limit, else with the piece that exceeds it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close ends in channelInactive
final class BodyLimit extends ChannelInboundHandlerAdapter {
  private final ToIntFunction<HttpRequest> limit;

  /** Bytes of the current body that may still be passed on. */
  private int remaining;

  /** Nothing more of the current body is passed on. */
  private boolean discarding;

  /** The current request has been passed on with its end. */
  private boolean passedOn;

  /**
   * @param limit the longest body, in bytes, that is of use to a request with this head
   */
  BodyLimit(ToIntFunction<HttpRequest> limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof LastHttpContent) {
      context.pipeline().fireUserEventTriggered(RequestDeadline.REQUEST_READ);
    }
    switch (message) {
      case HttpRequest head when head.decoderResult().isFailure() -> context.fireChannelRead(head);
      case HttpRequest head -> begin(context, head);
      case HttpContent content when discarding -> discard(context, content);
      case HttpContent content -> add(context, content);
      default -> context.fireChannelRead(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    int longest = limit.applyAsInt(head);
    remaining = longest + 1;
    discarding = longest == 0 || HttpUtil.getContentLength(head, 0L) > longest;
    if (discarding && HttpUtil.is100ContinueExpected(head)) {
      // Without a 100, the client does not say whether it sends the body: nothing can follow.
      HttpUtil.set100ContinueExpected(head, false);
      HttpUtil.setKeepAlive(head, false);
    }
    // What follows the end of an upgrade request is not HTTP, so its real end must come first.
    passedOn = discarding && !head.headers().contains(HttpHeaderNames.UPGRADE);
    context.fireChannelRead(head);
    if (passedOn) {
      context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void add(ChannelHandlerContext context, HttpContent content) {
    remaining -= content.content().readableBytes();
    if (remaining > 0 || content instanceof LastHttpContent) {
      context.fireChannelRead(content);
      return;
    }
    discarding = true;
    passedOn = true;
    context.fireChannelRead(new DefaultLastHttpContent(content.content()));
  }

  private void discard(ChannelHandlerContext context, HttpContent content) {
    boolean lost = content.decoderResult().isFailure();
    content.release();
    if (!passedOn && content instanceof LastHttpContent) {
      context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    if (lost) {
      // Where the next request begins cannot be told.
      context.close();
    }
  }
}
