// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The requests of a client that takes this server for its proxy: for a tunnel (CONNECT), or plain
 * ones with a whole URL. Requests to this server itself are passed on. A refusal is a 403 whose
 * reason phrase says why, because that is what clients show of a proxy's answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ProxyRequests extends ChannelInboundHandlerAdapter {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Destinations destinations;
  private final Consumer<String> log;

  ProxyRequests(Destinations destinations, Consumer<String> log) {
    this.destinations = destinations;
    this.log = log;
  }

  @Override
  public void channelRead(ChannelHandlerContext client, Object message) {
    FullHttpRequest request = (FullHttpRequest) message;
    boolean tunnel = request.method().equals(HttpMethod.CONNECT);
    if (!tunnel && !request.uri().startsWith("http://")) {
      client.fireChannelRead(request);
      return;
    }
    Target target = Target.of(tunnel ? "//" + request.uri() : request.uri(), tunnel ? HTTPS : HTTP);
    if (target == null) {
      request.release();
      refuse(client, HttpResponseStatus.BAD_REQUEST, "The request to the proxy names no host.");
      return;
    }
    ProxiedConnection connection =
        tunnel ? new ProxiedConnection.ToTunnel(request) : new ProxiedConnection.ToServer(request);
    switch (destinations.of(target.host())) {
      case Destination.Refused(String why) -> {
        request.release();
        log.accept(why);
        refuse(client, HttpResponseStatus.FORBIDDEN, why);
      }
      case Destination.Local(int port) ->
          open(client, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connection);
      case Destination.Outside() -> {
        client.channel().config().setAutoRead(false);
        var _ =
            target
                .resolved()
                .thenAcceptAsync(address -> open(client, address, connection), client.executor());
      }
    }
  }

  private static void open(
      ChannelHandlerContext client, InetSocketAddress address, ProxiedConnection connection) {
    Tunnel.open(client.channel(), address)
        .whenComplete(
            (server, failure) -> {
              if (failure != null) {
                connection.request().release();
                String why = address.getHostString() + " is not reached: " + failure.getMessage();
                refuse(client, HttpResponseStatus.BAD_GATEWAY, why);
                return;
              }
              connection.begin(client, server);
            });
  }

  private static void refuse(ChannelHandlerContext client, HttpResponseStatus status, String why) {
    String reason = why.replaceAll("[^ -~]+", " ");
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            new HttpResponseStatus(status.code(), reason),
            Unpooled.copiedBuffer(why + "\n", StandardCharsets.UTF_8));
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    client.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }
}
