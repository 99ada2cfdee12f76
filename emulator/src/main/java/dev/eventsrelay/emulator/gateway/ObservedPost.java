// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells a listener of a post when it is answered. */
final class ObservedPost {
  private ObservedPost() {}

  /** An answer that the listener hears of first. */
  static Consumer<FullHttpResponse> answer(
      GatewayListener listener,
      FullHttpRequest request,
      String connectionId,
      Consumer<FullHttpResponse> answer) {
    if (listener.equals(GatewayListener.NONE)) {
      return answer;
    }
    long began = System.nanoTime();
    ByteBuf content = request.content();
    int bytes = content.readableBytes();
    byte[] text =
        ByteBufUtil.getBytes(
            content, content.readerIndex(), Math.min(bytes, GatewayListener.MAX_TEXT_BYTES));
    String userAgent = SdkHeaders.userAgent(request.headers());
    String traceId = SdkHeaders.traceId(request.headers());
    int attempt = SdkHeaders.attempt(request.headers());
    return response -> {
      listener.posted(
          new GatewayListener.AnsweredPost(
              connectionId,
              userAgent,
              traceId,
              attempt,
              text,
              bytes,
              response.status().code(),
              Duration.ofNanos(System.nanoTime() - began)));
      answer.accept(response);
    };
  }
}
