// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.server.AcceptFailures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running WebSocket API with its Management API, both on one port. It behaves like API Gateway
 * where that is documented or was observed; the tests of this package state which, for each
 * behaviour.
 *
 * <p>Its threads do not keep a program running. Thread-safe. Messages of one connection are
 * dispatched concurrently and without order, as on AWS.
 */
public final class Gateway implements AutoCloseable {
  /** Loopback only: the signatures of posts are not verified. */
  private static final String HOST = "127.0.0.1";

  private static final long SWEEP_MILLIS = 50;
  private static final long SHUTDOWN_MILLIS = 500;

  private final EventLoopGroup eventLoops;
  private final Channel server;
  private final ChannelGroup clients;
  private final Connections connections;
  private final String authority;
  private final String stage;
  private final InstantSource clock;

  private Gateway(
      EventLoopGroup eventLoops,
      Channel server,
      ChannelGroup clients,
      Connections connections,
      String stage,
      InstantSource clock) {
    this.eventLoops = eventLoops;
    this.server = server;
    this.clients = clients;
    this.connections = connections;
    this.authority = HOST + ":" + ((InetSocketAddress) server.localAddress()).getPort();
    this.stage = stage;
    this.clock = clock;
  }

  /** A builder of a gateway on a free port of 127.0.0.1. Only the API has no default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Host and port of the gateway, for every scheme that it takes. */
  public String authority() {
    return authority;
  }

  /** What clients connect to, such as {@code ws://127.0.0.1:3001/prod}. */
  public String webSocketUrl() {
    return "ws://" + authority + "/" + stage;
  }

  /**
   * The endpoint for SDK clients of the Management API, such as {@code http://127.0.0.1:3001/prod}.
   */
  public String managementUrl() {
    return "http://" + authority + "/" + stage;
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** How many WebSocket connections are open. */
  public int openConnections() {
    return openConnectionIds().size();
  }

  /** The ids of the open connections, in no particular order; a copy. */
  public Set<String> openConnectionIds() {
    return connections.openIds();
  }

  /**
   * When the last message of an open connection came or went, in milliseconds since the epoch.
   *
   * @return empty if no such connection is open
   */
  public OptionalLong lastActiveAt(String connectionId) {
    return connections.find(connectionId).stream().mapToLong(Connection::lastActiveAt).findFirst();
  }

  /**
   * Sends a text frame to a client, as a post of the Management API does.
   *
   * @return false if no such connection is open
   */
  public boolean send(String connectionId, String text) {
    Optional<Connection> connection = connections.find(connectionId);
    connection.ifPresent(
        one -> {
          one.send(text);
          one.touch(clock.millis());
        });
    return connection.isPresent();
  }

  /**
   * Closes a connection, as a DELETE of the Management API does.
   *
   * @return false if no such connection is open
   */
  public boolean disconnect(String connectionId) {
    Optional<Connection> connection = connections.find(connectionId);
    connection.ifPresent(one -> one.close(Disconnect.DELETED));
    return connection.isPresent();
  }

  /**
   * Runs a task with the channel of an open connection, on its event loop, shortly after this call
   * returns. A handler that the task puts first in the pipeline sees the bytes on the wire.
   *
   * @return false if no such connection is open
   */
  public boolean onChannel(String connectionId, Consumer<Channel> task) {
    return connections.onChannel(connectionId, task);
  }

  /**
   * Closes every connection with 1001, waits briefly for the clients to agree, and stops. Does not
   * wait for functions that are still running. Takes at most 2 seconds; a second call does nothing.
   */
  @Override
  public void close() {
    server.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    var allClosed = clients.newCloseFuture();
    connections.all().forEach(connection -> connection.close(Disconnect.GOING_AWAY));
    // An idle HTTP connection has no closing handshake to wait for.
    var _ = clients.close(channel -> channel.pipeline().get(WebSocketHandler.class) == null);
    allClosed.awaitUninterruptibly(SHUTDOWN_MILLIS);
    clients.close().awaitUninterruptibly(SHUTDOWN_MILLIS);
    eventLoops
        .shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(SHUTDOWN_MILLIS);
  }

  /** Collects the choices for a gateway. Not thread-safe. */
  public static final class Builder {
    private int port;
    private @Nullable WebSocketApi api;
    private GatewaySettings settings = GatewaySettings.defaults();
    private InstantSource clock = InstantSource.system();
    private Interceptor interceptor = Interceptor.NONE;
    private ConnectAuthorization authorization = new ConnectAuthorization.None();
    private GatewayListener listener = GatewayListener.NONE;
    private @Nullable SidePage page;
    private AccessLog accessLog = AccessLog.NONE;
    private AccessLogFormat accessLogFormat = AccessLogFormat.DEFAULT;
    private @Nullable Supplier<ChannelHandler> transport;

    private Builder() {}

    /** 0, the default, for a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder api(WebSocketApi value) {
      api = requireNonNull(value, "api is null");
      return this;
    }

    public Builder settings(GatewaySettings value) {
      settings = requireNonNull(value, "settings is null");
      return this;
    }

    /**
     * The clock for events, idle and lifetime limits, and rate limits. The integration timeout runs
     * in real time.
     */
    public Builder clock(InstantSource value) {
      clock = requireNonNull(value, "clock is null");
      return this;
    }

    /** Who may connect. By default, everybody may. */
    public Builder authorization(ConnectAuthorization value) {
      authorization = requireNonNull(value, "authorization is null");
      return this;
    }

    /** Hears of every route call, with a line in this format. By default, nothing does. */
    public Builder accessLog(AccessLog value, AccessLogFormat format) {
      accessLog = requireNonNull(value, "accessLog is null");
      accessLogFormat = requireNonNull(format, "format is null");
      return this;
    }

    /** Decides about requests before the gateway does. By default, nothing intercepts them. */
    public Builder interceptor(Interceptor value) {
      interceptor = requireNonNull(value, "interceptor is null");
      return this;
    }

    /** Hears what happens. By default, nobody does. */
    public Builder listener(GatewayListener value) {
      listener = requireNonNull(value, "listener is null");
      return this;
    }

    /** Serves a path that is no stage's. By default, every path but the stage's is refused. */
    public Builder page(SidePage value) {
      page = requireNonNull(value, "page is null");
      return this;
    }

    /**
     * A handler for the bytes of each connection, one that takes TLS for example. By default, they
     * are HTTP.
     */
    public Builder transport(Supplier<ChannelHandler> value) {
      transport = requireNonNull(value, "transport is null");
      return this;
    }

    /**
     * Starts the gateway, which then accepts connections.
     *
     * @throws IllegalArgumentException if the path of a page is the stage's
     * @throws UncheckedIOException if it cannot listen, with a sentence that says where and why
     */
    public Gateway start() {
      WebSocketApi api = requireNonNull(this.api, "api is missing");
      if (page != null && page.path().equals("/" + api.stage())) {
        throw new IllegalArgumentException(
            "The stage %s has the path of the console: rename it, or use --no-console."
                .formatted(api.stage()));
      }
      Ids ids = new Ids();
      RateLimit requests = new RateLimit(settings.requestsPerSecond(), clock);
      Connections connections = new Connections(clock);
      Integration integration = new Integration(settings.integrationTimeout());
      Events events = new Events(api, clock);
      RouteInvoker invoker =
          new RouteInvoker(
              api,
              integration,
              events,
              ids,
              requests,
              new RouteCalls(api, accessLog, accessLogFormat, clock),
              listener);
      Authorizer authorizer = Authorizer.of(authorization, integration, events, clock);
      Handshake handshake =
          new Handshake(
              settings, clock, ids, connections, authorizer, invoker, interceptor, listener);
      ManagementRequests management =
          new ManagementRequests(
              new ManagementApi(connections, settings, requests, clock),
              connections,
              interceptor,
              listener);

      EventLoopGroup eventLoops =
          new MultiThreadIoEventLoopGroup(
              Runtime.getRuntime().availableProcessors(),
              new DefaultThreadFactory("gateway", true),
              NioIoHandler.newFactory());
      ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
      ChannelFuture bound =
          new ServerBootstrap()
              .group(eventLoops)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, 4096)
              .handler(new AcceptFailures("gateway"))
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      clients.add(channel);
                      HttpHandler http = new HttpHandler(api.stage(), management, handshake, page);
                      Pipelines.toHttp(channel.pipeline(), settings, http::bodyLimit, http);
                      if (transport != null) {
                        Pipelines.carry(channel.pipeline(), transport.get());
                      }
                    }
                  })
              .bind(HOST, port)
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        var _ = eventLoops.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        throw cannotListen(bound.cause());
      }
      var _ =
          eventLoops
              .next()
              .scheduleWithFixedDelay(
                  connections::closeExpired, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
      return new Gateway(eventLoops, bound.channel(), clients, connections, api.stage(), clock);
    }

    private UncheckedIOException cannotListen(Throwable cause) {
      String sentence =
          "The gateway cannot listen on %s:%d: %s. Stop what uses the port or choose another one."
              .formatted(HOST, port, cause.getMessage());
      return new UncheckedIOException(new IOException(sentence, cause));
    }
  }
}
