// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests of AWS clients to this server: an invocation is carried out, anything else refused with
 * an error that the client's SDK does not repeat.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class AwsRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
  /** The scope of a signature names the service. */
  private static final Pattern SERVICE = Pattern.compile("/(?<service>[a-z0-9-]+)/aws4_request");

  private static final String CODE = "AccessDeniedException";

  private final InvokeApi invoke;
  private final Consumer<String> log;

  AwsRequests(InvokeApi invoke, Consumer<String> log) {
    this.invoke = invoke;
    this.log = log;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext client, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    Optional<InvokeRequest> invocation = invocation(request);
    if (invocation.isEmpty()) {
      respond(client, keepAlive, refusal(request));
      return;
    }
    invoke
        .handle(invocation.get(), request)
        .thenAcceptAsync(response -> respond(client, keepAlive, response), client.executor());
  }

  private static Optional<InvokeRequest> invocation(FullHttpRequest request) {
    try {
      return InvokeRequest.of(request);
    } catch (IllegalArgumentException malformedUri) {
      return Optional.empty();
    }
  }

  private FullHttpResponse refusal(FullHttpRequest request) {
    Matcher scope = SERVICE.matcher(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""));
    String service = scope.find() ? scope.group("service") : "";
    String what =
        switch (service) {
          case "" -> "AWS";
          case "lambda" ->
              "Lambda's %s %s; of its API there is Invoke only"
                  .formatted(request.method(), request.uri());
          default -> "the service " + service;
        };
    String why = Destinations.refusal(what);
    log.accept(why);
    boolean xml =
        service.equals("s3")
            || request
                .headers()
                .get(HttpHeaderNames.CONTENT_TYPE, "")
                .startsWith("application/x-www-form-urlencoded");
    return xml
        ? AwsResponses.xmlError(HttpResponseStatus.FORBIDDEN, CODE, why)
        : AwsResponses.error(HttpResponseStatus.FORBIDDEN, CODE, why);
  }

  private static void respond(
      ChannelHandlerContext client, boolean keepAlive, FullHttpResponse response) {
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = client.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
    // The client broke off, or distrusts the certificate: there is nobody to answer.
    client.close();
  }
}
