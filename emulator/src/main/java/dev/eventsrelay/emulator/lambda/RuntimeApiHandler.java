// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a runtime: translates HTTP to {@link RuntimeApi} and back, one request at a
 * time.
 */
final class RuntimeApiHandler extends SimpleChannelInboundHandler<HttpObject> {
  private final RuntimeApi api;
  private RuntimeRequest request = new RuntimeRequest.Unknown();
  private HttpHeaders headers = new DefaultHttpHeaders();
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private boolean tooLarge;
  private boolean keepAlive;
  private @Nullable RuntimePoll waiting;

  RuntimeApiHandler(RuntimeApi api) {
    this.api = api;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      var _ = context.close();
      return;
    }
    if (part instanceof HttpRequest start) {
      begin(context, start);
    }
    if (part instanceof HttpContent content) {
      append(content.content());
    }
    if (part instanceof LastHttpContent last) {
      end(context, last.trailingHeaders());
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest start) {
    request = RuntimeRequest.of(start.method(), start.uri());
    headers = start.headers();
    keepAlive = HttpUtil.isKeepAlive(start);
    tooLarge = HttpUtil.getContentLength(start, 0L) > request.maxBodyBytes();
    body = context.alloc().buffer();
    if (HttpUtil.is100ContinueExpected(start)) {
      var _ =
          context.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE),
              context.voidPromise());
    }
  }

  private void append(ByteBuf bytes) {
    // A body that is too long is still read to its end, so that the runtime reads the answer.
    tooLarge = tooLarge || body.readableBytes() + bytes.readableBytes() > request.maxBodyBytes();
    if (!tooLarge) {
      body.writeBytes(bytes);
    }
  }

  private void end(ChannelHandlerContext context, HttpHeaders trailers) {
    byte[] bytes = ByteBufUtil.getBytes(body);
    releaseBody();
    RuntimeRequest ended = request;
    request = new RuntimeRequest.Unknown();
    switch (ended) {
      case RuntimeRequest.Next next -> {
        waiting = new RuntimePoll(context);
        api.next(waiting);
      }
      case RuntimeRequest.Response(String id) -> answer(context, response(id, bytes, trailers));
      case RuntimeRequest.InvocationError(String id) ->
          answer(
              context,
              tooLarge ? RuntimeAnswer.TOO_LARGE : api.ended(id, ErrorReport.read(headers, bytes)));
      case RuntimeRequest.InitError initError ->
          answer(context, api.initFailed(ErrorReport.read(headers, bytes)));
      case RuntimeRequest.RestoreNext restore -> answer(context, RuntimeAnswer.RESTORED);
      case RuntimeRequest.Ping ping -> answer(context, RuntimeAnswer.PONG);
      case RuntimeRequest.Unknown unknown -> answer(context, RuntimeAnswer.NOT_FOUND);
    }
  }

  private RuntimeAnswer response(String requestId, byte[] bytes, HttpHeaders trailers) {
    if (!tooLarge) {
      InvocationResult result =
          ErrorReport.inTrailers(trailers)
              .<InvocationResult>map(error -> error)
              .orElseGet(() -> new Response(bytes));
      return api.ended(requestId, result);
    }
    RuntimeAnswer answer =
        api.ended(
            requestId,
            new FunctionError(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (%d bytes)."
                    .formatted(RuntimeRequest.MAX_PAYLOAD_BYTES)));
    return answer == RuntimeAnswer.ACCEPTED ? RuntimeAnswer.TOO_LARGE : answer;
  }

  private void answer(ChannelHandlerContext context, RuntimeAnswer answer) {
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, answer.status(), Unpooled.wrappedBuffer(text));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, text.length);
    if (keepAlive) {
      var _ = context.writeAndFlush(response, context.voidPromise());
      return;
    }
    var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    releaseBody();
    if (waiting != null) {
      api.pollLost(waiting);
    }
    if (request instanceof RuntimeRequest.Response(String id)) {
      api.ended(
          id,
          new FunctionError(
              "Runtime.TruncatedResponse", "The runtime broke off while it sent its response."));
    }
  }

  private void releaseBody() {
    body.release();
    body = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A killed runtime resets its connections; channelInactive handles that.
    var _ = context.close();
  }
}
