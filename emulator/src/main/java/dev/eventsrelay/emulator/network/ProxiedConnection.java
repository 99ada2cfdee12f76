// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * How a connection through the proxy begins. From then on, what each side says goes to the other.
 */
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
   * The client's request is the first and the last on its connection, because the next may be for
   * another host: both sides are told to close it after the answer.
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
      server.pipeline().addLast(new HttpClientCodec(), new LastAnswer());
      EgressPipeline.toAnswer(client.pipeline());
      server.writeAndFlush(request);
      Pipe.between(client.channel(), server);
    }
  }

  /** Tells the client that the connection ends, which the server need not do. */
  final class LastAnswer extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext server, Object message) {
      if (message instanceof HttpResponse response) {
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      server.fireChannelRead(message);
    }
  }
}
