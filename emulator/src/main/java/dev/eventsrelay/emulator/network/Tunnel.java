// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

/** Opens the other end of a connection through the proxy. */
final class Tunnel {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private Tunnel() {}

  /**
   * Connects to an address, within 10 s. Neither channel reads until {@link Pipe#between}.
   *
   * @return completes on the client's event loop
   */
  static CompletableFuture<Channel> open(Channel client, InetSocketAddress address) {
    client.config().setAutoRead(false);
    if (address.isUnresolved()) {
      return CompletableFuture.failedFuture(new UnknownHostException("the name is unknown"));
    }
    CompletableFuture<Channel> opened = new CompletableFuture<>();
    ChannelFuture connecting =
        new Bootstrap()
            .group(client.eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.AUTO_READ, false)
            // What happens to its bytes is decided when it is open.
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address);
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            opened.complete(connecting.channel());
            return;
          }
          opened.completeExceptionally(done.cause());
        });
    return opened;
  }
}
