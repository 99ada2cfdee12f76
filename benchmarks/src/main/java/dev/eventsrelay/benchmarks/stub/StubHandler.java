// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.CRC32;

/** Answers the requests of one connection. */
final class StubHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  static final String COUNTS_PATH = "/counts";

  private final ScheduledExecutorService timer;
  private final Duration dynamoDb;
  private final Duration post;
  private final StubCounts counts;

  StubHandler(ScheduledExecutorService timer, Duration dynamoDb, Duration post, StubCounts counts) {
    this.timer = timer;
    this.dynamoDb = dynamoDb;
    this.post = post;
    this.counts = counts;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String target = request.headers().get("X-Amz-Target");
    if (target != null) {
      counts.dynamoDbCalls.increment();
      String operation = target.substring(target.indexOf('.') + 1);
      byte[] body = DynamoDbAnswers.to(operation, request.content().toString(UTF_8));
      FullHttpResponse answer = response(HttpResponseStatus.OK, body);
      answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0");
      answer.headers().set("x-amz-crc32", crc32(body));
      answer(context, answer, dynamoDb);
    } else if (request.uri().contains("/@connections/")) {
      counts.posts.increment();
      answer(context, response(HttpResponseStatus.OK, new byte[0]), post);
    } else if (request.uri().equals(COUNTS_PATH)) {
      byte[] line = counts.line().getBytes(US_ASCII);
      send(context, response(HttpResponseStatus.OK, line));
    } else {
      send(context, response(HttpResponseStatus.NOT_FOUND, new byte[0]));
    }
  }

  private void answer(ChannelHandlerContext context, FullHttpResponse answer, Duration after) {
    if (after.isZero()) {
      send(context, answer);
      return;
    }
    var _ = timer.schedule(() -> send(context, answer), after.toNanos(), NANOSECONDS);
  }

  private static void send(ChannelHandlerContext context, FullHttpResponse answer) {
    var _ = context.writeAndFlush(answer);
  }

  private static FullHttpResponse response(HttpResponseStatus status, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    response
        .headers()
        .set("x-amzn-RequestId", "5A0N5QHUM2GB5EB2T6PS0I1ABVVV4KQNSO5AEMVJF66Q9ASUAAJG");
    return response;
  }

  /** The SDK compares it with what it has read. */
  private static String crc32(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return Long.toString(crc.getValue());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that hangs up; one that gets no answer reports it.
    var _ = context.close();
  }
}
