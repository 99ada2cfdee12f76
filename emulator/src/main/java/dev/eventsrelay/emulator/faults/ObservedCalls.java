// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.eventsrelay.emulator.gateway.SdkHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of the calls on one connection: one handler sees the parsed requests, the other,
 * next to the socket, the bytes of the answers. Without pipelining, the bytes after a request are
 * its answer, until its length is reached or the next request comes. Confined to the connection's
 * event loop.
 */
final class ObservedCalls {
  private static final String OPERATION = "X-Amz-Target";
  private static final int MAX_HEADER_BYTES = 4096;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})");
  private static final String HEADERS_END = "\r\n\r\n";

  private final CallListener listener;
  private @Nullable Unanswered unanswered;

  ObservedCalls(CallListener listener) {
    this.listener = listener;
  }

  /** A request, and what has come of its answer. */
  private static final class Unanswered {
    final String operation;
    final String userAgent;
    final String traceId;
    final int attempt;
    final byte[] body;
    final long beganNanos = System.nanoTime();
    final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    long answeredNanos;

    Unanswered(FullHttpRequest request) {
      String target = request.headers().get(OPERATION, "");
      operation = target.substring(target.lastIndexOf('.') + 1);
      userAgent = SdkHeaders.userAgent(request.headers());
      traceId = SdkHeaders.traceId(request.headers());
      attempt = SdkHeaders.attempt(request.headers());
      ByteBuf content = request.content();
      int length = Math.min(content.readableBytes(), CallListener.MAX_BODY_BYTES);
      body = ByteBufUtil.getBytes(content, content.readerIndex(), length);
    }
  }

  ChannelHandler requests() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (!listener.equals(CallListener.NONE) && message instanceof FullHttpRequest request) {
          finish();
          unanswered = new Unanswered(request);
        }
        context.fireChannelRead(message);
      }

      @Override
      public void channelInactive(ChannelHandlerContext context) {
        finish();
        context.fireChannelInactive();
      }
    };
  }

  ChannelHandler responses() {
    return new ChannelOutboundHandlerAdapter() {
      @Override
      public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Unanswered call = unanswered;
        if (call != null && message instanceof ByteBuf bytes && bytes.isReadable()) {
          keep(call, bytes);
          if (isWhole(call)) {
            finish();
          }
        }
        var _ = context.write(message, promise);
      }
    };
  }

  private static void keep(Unanswered call, ByteBuf bytes) {
    if (call.answer.size() == 0) {
      call.answeredNanos = System.nanoTime();
    }
    int room = MAX_HEADER_BYTES + CallListener.MAX_BODY_BYTES - call.answer.size();
    call.answer.writeBytes(
        ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), room)));
  }

  /** Whether all of the answer has come, or as much as is told. */
  private static boolean isWhole(Unanswered call) {
    String text = call.answer.toString(ISO_8859_1);
    int headersEnd = text.indexOf(HEADERS_END);
    if (headersEnd < 0) {
      return text.length() >= MAX_HEADER_BYTES;
    }
    Matcher length = LENGTH.matcher(text);
    if (!length.find() || length.start() > headersEnd) {
      // Chunked: what has come so far must do.
      return true;
    }
    int body = text.length() - headersEnd - HEADERS_END.length();
    return body >= Math.min(Integer.parseInt(length.group(1)), CallListener.MAX_BODY_BYTES);
  }

  private void finish() {
    Unanswered call = unanswered;
    unanswered = null;
    if (call == null || call.answer.size() == 0) {
      return;
    }
    byte[] answer = call.answer.toByteArray();
    String text = call.answer.toString(ISO_8859_1);
    Matcher status = STATUS.matcher(text);
    int headersEnd = text.indexOf(HEADERS_END);
    int from = headersEnd < 0 ? answer.length : headersEnd + HEADERS_END.length();
    int to = Math.min(answer.length, from + CallListener.MAX_BODY_BYTES);
    listener.answered(
        new CallListener.Call(
            call.operation,
            call.userAgent,
            call.traceId,
            call.attempt,
            call.body,
            Arrays.copyOfRange(answer, from, to),
            status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
            Duration.ofNanos(call.answeredNanos - call.beganNanos)));
  }
}
