// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.BenchmarkException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * WebSocket clients by the thousand, all on one thread.
 *
 * <p>Thread-safe.
 */
final class WebSockets implements AutoCloseable {
  private static final int MAX_HANDSHAKE_BYTES = 8192;
  private static final int MAX_FRAME_BYTES = 1 << 17;

  private final EventLoopGroup eventLoop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /** An open connection. */
  record Client(Channel channel) {
    /** Sends a text message. */
    void send(String text) {
      var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /**
   * Connects.
   *
   * @param received gets every text message, on the one thread of all clients
   */
  CompletableFuture<Client> connect(URI url, Consumer<String> received) {
    CompletableFuture<Client> open = new CompletableFuture<>();
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(url)
            .version(WebSocketVersion.V13)
            .customHeaders(new DefaultHttpHeaders())
            .maxFramePayloadLength(MAX_FRAME_BYTES)
            .handleCloseFrames(true)
            .build();
    var _ =
        new Bootstrap()
            .group(eventLoop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(MAX_HANDSHAKE_BYTES),
                            new WebSocketClientProtocolHandler(config),
                            new Frames(open, received));
                  }
                })
            .connect(url.getHost(), url.getPort())
            .addListener(
                done -> {
                  if (!done.isSuccess()) {
                    open.completeExceptionally(done.cause());
                  }
                });
    return open;
  }

  @Override
  public void close() {
    eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** What comes in on one connection. */
  private static final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final CompletableFuture<Client> open;
    private final Consumer<String> received;

    Frames(CompletableFuture<Client> open, Consumer<String> received) {
      this.open = open;
      this.received = received;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        open.complete(new Client(context.channel()));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        received.accept(text.text());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      open.completeExceptionally(new BenchmarkException("The gateway has hung up.", null));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      open.completeExceptionally(cause);
      var _ = context.close();
    }
  }
}
