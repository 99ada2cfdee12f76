// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

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
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * A proxy before a service, such as DynamoDB, which itself stays undisturbed. Calls that no fault
 * hits arrive unchanged, including the signature, with one connection to the service for each of
 * the client's. HTTP/1.1 without pipelining, like the AWS SDKs. Thread-safe.
 */
public final class ServiceProxy implements AutoCloseable {
  /** The largest request is a batch of DynamoDB of 16 MB. */
  private static final int MAX_REQUEST_BYTES = 17 * 1024 * 1024;

  private static final long SHUTDOWN_MILLIS = 500;
  private static final int BACKLOG = 4096;

  private final EventLoopGroup eventLoops;
  private final Channel listener;
  private final ChannelGroup connections;

  private ServiceProxy(EventLoopGroup eventLoops, Channel listener, ChannelGroup connections) {
    this.eventLoops = eventLoops;
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Starts it on a free port of loopback.
   *
   * @param target where the service is
   * @param service what it is, with the fate of its calls
   * @param listener hears of each call
   */
  static ServiceProxy start(URI target, ProxiedService service, CallListener listener) {
    if (!"http".equals(target.getScheme())) {
      throw new IllegalArgumentException(
          "Faults of %s need an endpoint with http, which %s is not."
              .formatted(service.title(), target));
    }
    InetSocketAddress address =
        new InetSocketAddress(target.getHost(), target.getPort() < 0 ? 80 : target.getPort());
    EventLoopGroup eventLoops =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("proxy-of-" + service.title(), true),
            NioIoHandler.newFactory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(new AcceptFailures("proxy of " + service.title()))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    ObservedCalls observed = new ObservedCalls(listener);
                    channel
                        .pipeline()
                        .addLast(observed.responses())
                        .addLast(new HttpRequestDecoder())
                        .addLast(new HttpResponseEncoder())
                        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                        .addLast(observed.requests())
                        .addLast(new ProxiedCalls(address, service));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = eventLoops.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
      throw new UncheckedIOException(
          new IOException(
              "The proxy before %s cannot listen.".formatted(service.title()), bound.cause()));
    }
    return new ServiceProxy(eventLoops, bound.channel(), connections);
  }

  /** The endpoint that its clients get. */
  public URI endpoint() {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort());
  }

  /** Cuts all connections and stops, within 1 s. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    var _ = connections.close();
    eventLoops
        .shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_MILLIS);
  }
}
