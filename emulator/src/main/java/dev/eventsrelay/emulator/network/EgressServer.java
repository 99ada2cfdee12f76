// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import dev.eventsrelay.emulator.server.AcceptFailures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What functions meet when they turn to AWS: their HTTP proxy, Lambda's Invoke, and the answer to
 * every request that must not leave this machine, all on one loopback port, plain and with TLS.
 * Thread-safe.
 */
final class EgressServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final long SHUTDOWN_MILLIS = 500;

  private final EventLoopGroup eventLoops;
  private final Channel listener;
  private final ChannelGroup connections;

  private EgressServer(EventLoopGroup eventLoops, Channel listener, ChannelGroup connections) {
    this.eventLoops = eventLoops;
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Starts it on a free port.
   *
   * @param destinations except for its own port
   * @param log gets a sentence for each request that was refused
   */
  static EgressServer start(
      Tls tls, Destinations destinations, InvocableFunctions functions, Consumer<String> log)
      throws IOException {
    EventLoopGroup eventLoops =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("egress", true), NioIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    InvokeApi invoke = new InvokeApi(functions, new EventInvocations(eventLoops.next(), log));
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(new AcceptFailures("functions' proxy"))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    EgressPipeline.toHttp(
                        channel.pipeline(),
                        tls,
                        new ProxyRequests(
                            destinations.withLambdaPort(channel.localAddress().getPort()), log),
                        new AwsRequests(invoke, log));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = eventLoops.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
      throw new IOException("The functions' proxy cannot listen on loopback.", bound.cause());
    }
    return new EgressServer(eventLoops, bound.channel(), connections);
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Cuts all connections and stops, within 2 s. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    connections.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    eventLoops
        .shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_MILLIS);
  }
}
