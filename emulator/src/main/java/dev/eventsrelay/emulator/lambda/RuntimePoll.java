// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Instant;

/** A connection that waits for an invocation. */
final class RuntimePoll {
  private static final AsciiString REQUEST_ID = AsciiString.cached("Lambda-Runtime-Aws-Request-Id");
  private static final AsciiString DEADLINE = AsciiString.cached("Lambda-Runtime-Deadline-Ms");
  private static final AsciiString FUNCTION_ARN =
      AsciiString.cached("Lambda-Runtime-Invoked-Function-Arn");
  private static final AsciiString TRACE_ID = AsciiString.cached("Lambda-Runtime-Trace-Id");
  private static final AsciiString JSON = AsciiString.cached("application/json");

  private final ChannelHandlerContext connection;

  RuntimePoll(ChannelHandlerContext connection) {
    this.connection = connection;
  }

  /** Hands the invocation over; the future fails if the connection was lost before. */
  ChannelFuture send(Invocation invocation, String functionArn, Instant deadline) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(invocation.event()));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, invocation.event().length);
    headers.set(REQUEST_ID, invocation.requestId());
    headers.set(DEADLINE, Long.toString(deadline.toEpochMilli()));
    headers.set(FUNCTION_ARN, functionArn);
    headers.set(TRACE_ID, invocation.traceId());
    return connection.writeAndFlush(response);
  }
}
