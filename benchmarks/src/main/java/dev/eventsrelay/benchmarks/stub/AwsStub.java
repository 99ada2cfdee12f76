// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * DynamoDB's JSON protocol and {@code POST /{stage}/@connections/{id}} on a free port of loopback,
 * as far as the relay uses them, each answered after a fixed time. It stores nothing: a guid says
 * how many subscribers it has, see {@link StubGuid}.
 *
 * <p>The time is kept by a thread of its own, because an event loop wakes up to a millisecond late.
 */
public final class AwsStub implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private final EventLoopGroup eventLoop;
  private final ScheduledExecutorService timer;
  private final Channel server;

  private AwsStub(EventLoopGroup eventLoop, ScheduledExecutorService timer, Channel server) {
    this.eventLoop = eventLoop;
    this.timer = timer;
    this.server = server;
  }

  /** Starts a stub with these latencies. */
  public static AwsStub start(Duration dynamoDb, Duration post) {
    EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    StubCounts counts = new StubCounts();
    Channel server =
        new ServerBootstrap()
            .group(eventLoop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MAX_REQUEST_BYTES),
                            new StubHandler(timer, dynamoDb, post, counts));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return new AwsStub(eventLoop, timer, server);
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  void awaitClose() {
    server.closeFuture().awaitUninterruptibly();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    eventLoop
        .shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS)
        .awaitUninterruptibly();
  }
}
