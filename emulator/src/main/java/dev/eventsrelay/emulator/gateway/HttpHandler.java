// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Passes a request to the Management API or the handshake, or refuses it. It gets the next request
 * when it has answered the previous one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOGGER = System.getLogger(HttpHandler.class.getName());

  /** Quota of API Gateway. AWS documents no status for longer URLs; this one is HTTP's. */
  private static final int MAX_URL_CHARACTERS = 4096;

  private final String stage;
  private final ManagementRequests management;
  private final Handshake handshake;
  private final @Nullable SidePage page;

  HttpHandler(
      String stage, ManagementRequests management, Handshake handshake, @Nullable SidePage page) {
    this.stage = stage;
    this.management = management;
    this.handshake = handshake;
    this.page = page;
  }

  /** Only a signed post has a body that anybody reads, and a request of the page. */
  int bodyLimit(HttpRequest head) {
    if (page != null && isOf(page, head.uri())) {
      return page.maxBodyBytes();
    }
    return head.method().equals(HttpMethod.POST) && ManagementApi.looksSigned(head)
        ? GatewaySettings.MAX_MESSAGE_BYTES
        : 0;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      HttpUtil.setKeepAlive(request, false);
      respond(context, request, undecodable(request.decoderResult().cause()));
      return;
    }
    if (!namesOneHost(request)) {
      respond(context, request, Responses.message(HttpResponseStatus.BAD_REQUEST, "Bad Request"));
      return;
    }
    if (request.uri().length() > MAX_URL_CHARACTERS) {
      respond(context, request, Responses.empty(HttpResponseStatus.REQUEST_URI_TOO_LONG));
      return;
    }
    String path;
    try {
      path = new QueryStringDecoder(request.uri()).path();
    } catch (IllegalArgumentException malformed) {
      respond(context, request, Responses.message(HttpResponseStatus.BAD_REQUEST, "Bad Request"));
      return;
    }
    route(context, request, path);
  }

  /** RFC 9112, section 3.2. */
  private static boolean namesOneHost(HttpRequest request) {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    return hosts == 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_0));
  }

  private void route(ChannelHandlerContext context, FullHttpRequest request, String path) {
    if (page != null && isOf(page, path)) {
      page.handle(request, context.channel());
      return;
    }
    String connectionsPath = "/" + stage + "/@connections/";
    boolean atStage = path.equals("/" + stage) || path.equals("/" + stage + "/");
    if (path.startsWith(connectionsPath) && path.length() > connectionsPath.length()) {
      String connectionId = path.substring(connectionsPath.length());
      management.handle(
          request,
          connectionId,
          context.executor(),
          response -> respond(context, request, response));
      return;
    }
    if (!atStage || !request.method().equals(HttpMethod.GET)) {
      respond(context, request, Responses.message(HttpResponseStatus.FORBIDDEN, "Forbidden"));
      return;
    }
    UpgradeRequest.refusal(request)
        .ifPresentOrElse(
            refusal -> respond(context, request, refusal),
            () -> handshake.start(context.channel(), request));
  }

  private static boolean isOf(SidePage page, String path) {
    return path.equals(page.path()) || path.startsWith(page.path() + "/");
  }

  private static FullHttpResponse undecodable(Throwable cause) {
    return Responses.empty(
        switch (cause) {
          case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
          case TooLongFrameException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
          default -> HttpResponseStatus.BAD_REQUEST;
        });
  }

  private static void respond(
      ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse response) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A broken or silent connection is nobody's fault; anything else is a defect here.
    switch (cause) {
      case IOException _, ReadTimeoutException _, PrematureChannelClosureException _ -> {}
      default -> LOGGER.log(Level.ERROR, "A request broke off", cause);
    }
    context.close();
  }
}
