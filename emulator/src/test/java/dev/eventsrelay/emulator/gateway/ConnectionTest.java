// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final Queue<Integer> closeFrames = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    var _ = loops.shutdownGracefully(0, 1, SECONDS);
  }

  /**
   * One thread decides to close; before the event loop hears of it, the client's frame is there.
   */
  @Test
  void close_thatCrossesTheClients_isSaidOnce() throws Exception {
    Channel channel = channel();
    Connection connection =
        new Connection(
            "c=", new Peer("localhost", "127.0.0.1", null), 0, channel, Duration.ofSeconds(5));

    var _ =
        channel
            .eventLoop()
            .submit(
                () -> {
                  Thread other =
                      Thread.ofPlatform().start(() -> connection.close(Disconnect.DELETED));
                  other.join();
                  connection.closedByClient(new CloseWebSocketFrame(1001, ""));
                  return null;
                })
            .get(10, SECONDS);

    assertThat(channel.closeFuture().await(10, SECONDS)).isTrue();
    var _ = channel.eventLoop().submit(() -> {}).get(10, SECONDS);
    assertThat(closeFrames).containsExactly(Disconnect.DELETED.status());
    assertThat(connection.ended()).isEqualTo(Disconnect.DELETED);
  }

  private Channel channel() throws InterruptedException {
    LocalAddress address = new LocalAddress(ConnectionTest.class);
    new ServerBootstrap()
        .group(loops)
        .channel(LocalServerChannel.class)
        .childHandler(new ChannelInboundHandlerAdapter())
        .bind(address)
        .sync();
    return new Bootstrap()
        .group(loops)
        .channel(LocalChannel.class)
        .handler(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(
                  ChannelHandlerContext context, Object message, ChannelPromise promise) {
                // What is written to a closed channel goes nowhere.
                if (context.channel().isActive()) {
                  closeFrames.add(((CloseWebSocketFrame) message).statusCode());
                }
                promise.setSuccess();
              }
            })
        .connect(address)
        .sync()
        .channel();
  }
}
