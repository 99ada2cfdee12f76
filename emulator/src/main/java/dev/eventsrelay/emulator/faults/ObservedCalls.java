// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsrelay.emulator.gateway.SdkHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of the calls on one connection: one handler sees the parsed requests, the other,
 * next to the socket, the bytes of the answers. Without pipelining, the first bytes after a request
 * begin its answer. Confined to the connection's event loop.
 */
final class ObservedCalls {
  private static final String OPERATION = "X-Amz-Target";
  private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(US_ASCII);

  /** "HTTP/1.1 " comes before the status. */
  private static final int STATUS_AT = 9;

  private static final int STATUS_DIGITS = 3;

  private final CallListener listener;
  private @Nullable Unanswered unanswered;

  ObservedCalls(CallListener listener) {
    this.listener = listener;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Unanswered(
      String operation,
      String userAgent,
      String traceId,
      int attempt,
      byte[] body,
      long beganNanos) {}

  ChannelHandler requests() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (!listener.equals(CallListener.NONE) && message instanceof FullHttpRequest request) {
          unanswered = of(request);
        }
        context.fireChannelRead(message);
      }
    };
  }

  ChannelHandler responses() {
    return new ChannelOutboundHandlerAdapter() {
      @Override
      public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Unanswered call = unanswered;
        if (call != null && message instanceof ByteBuf bytes && bytes.isReadable()) {
          unanswered = null;
          listener.answered(answered(call, bytes));
        }
        var _ = context.write(message, promise);
      }
    };
  }

  private static Unanswered of(FullHttpRequest request) {
    String target = request.headers().get(OPERATION, "");
    return new Unanswered(
        target.substring(target.lastIndexOf('.') + 1),
        SdkHeaders.userAgent(request.headers()),
        SdkHeaders.traceId(request.headers()),
        SdkHeaders.attempt(request.headers()),
        start(request.content(), request.content().readerIndex()),
        System.nanoTime());
  }

  private static CallListener.Call answered(Unanswered call, ByteBuf response) {
    int headersEnd = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(HEADERS_END), response);
    return new CallListener.Call(
        call.operation,
        call.userAgent,
        call.traceId,
        call.attempt,
        call.body,
        headersEnd < 0 ? new byte[0] : start(response, headersEnd + HEADERS_END.length),
        status(response),
        Duration.ofNanos(System.nanoTime() - call.beganNanos));
  }

  private static int status(ByteBuf response) {
    if (response.readableBytes() < STATUS_AT + STATUS_DIGITS) {
      return 0;
    }
    int status = 0;
    for (int i = 0; i < STATUS_DIGITS; i++) {
      int digit = response.getByte(response.readerIndex() + STATUS_AT + i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = 10 * status + digit;
    }
    return status;
  }

  private static byte[] start(ByteBuf bytes, int from) {
    int readable = Math.max(0, bytes.writerIndex() - from);
    return ByteBufUtil.getBytes(bytes, from, Math.min(readable, CallListener.MAX_BODY_BYTES));
  }
}
