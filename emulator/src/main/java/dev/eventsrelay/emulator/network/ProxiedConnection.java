// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** How a connection through the proxy begins. From then on, bytes flow both ways. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
sealed interface ProxiedConnection {
  /** What the client asked; owned by this connection. */
  FullHttpRequest request();

  /** Called on the event loop of both channels. */
  void begin(ChannelHandlerContext client, Channel server);

  /** The client asked for a tunnel and is told that it has one. */
  record ToTunnel(FullHttpRequest request) implements ProxiedConnection {
    private static final HttpResponseStatus ESTABLISHED =
        new HttpResponseStatus(200, "Connection Established");

    @Override
    public void begin(ChannelHandlerContext client, Channel server) {
      request.release();
      client
          .writeAndFlush(new DefaultHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED))
          .addListener(
              _ -> {
                EgressPipeline.toBytes(client.pipeline());
                Pipe.between(client.channel(), server);
              });
    }
  }

  /**
   * The client's request is the first in the tunnel, and the last: the server is asked to close the
   * connection after its answer.
   */
  record ToServer(FullHttpRequest request) implements ProxiedConnection {
    @Override
    public void begin(ChannelHandlerContext client, Channel server) {
      String uri = request.uri();
      int path = uri.indexOf('/', "http://".length());
      request.setUri(path < 0 ? "/" : uri.substring(path));
      request
          .headers()
          .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
          .remove("Proxy-Connection")
          .remove(HttpHeaderNames.PROXY_AUTHORIZATION);
      server.pipeline().addLast(new HttpRequestEncoder());
      server
          .writeAndFlush(request)
          .addListener(_ -> server.pipeline().remove(HttpRequestEncoder.class));
      EgressPipeline.toBytes(client.pipeline());
      Pipe.between(client.channel(), server);
    }
  }
}
