// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.server.AcceptFailures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * The server socket of one execution environment, on a free loopback port. All its connections run
 * on the pool's event loop, so the environment needs no lock.
 */
final class RuntimeApiServer implements AutoCloseable {
  /** A runtime may send the cause of an error as a header of up to 1 MiB. */
  private static final int MAX_HEADER_BYTES = 2 * 1024 * 1024;

  /** More than the 1,600 pollers that an environment can have. */
  private static final int BACKLOG = 2048;

  private final Channel listener;
  private final ChannelGroup connections;

  private RuntimeApiServer(Channel listener, ChannelGroup connections) {
    this.listener = listener;
    this.connections = connections;
  }

  static CompletableFuture<RuntimeApiServer> listen(EventLoop loop, RuntimeApi api) {
    ChannelGroup connections = new DefaultChannelGroup(loop);
    HttpDecoderConfig decoding = new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(new AcceptFailures("Runtime API"))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connections.add(connection);
                    connection
                        .pipeline()
                        .addLast(new HttpServerCodec(decoding), new RuntimeApiHandler(api));
                  }
                });
    CompletableFuture<RuntimeApiServer> server = new CompletableFuture<>();
    var bound = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            server.complete(new RuntimeApiServer(bound.channel(), connections));
            return;
          }
          server.completeExceptionally(done.cause());
        });
    return server;
  }

  /** Host and port in the form of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = listener.close();
    var _ = connections.close();
  }
}
