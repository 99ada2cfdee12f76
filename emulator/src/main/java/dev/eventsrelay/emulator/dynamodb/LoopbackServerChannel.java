// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server channel that listens on 127.0.0.1 whatever address it is given. It can only accept in
 * blocking mode, as Jetty does: a selector takes no channels but the JDK's own. Thread-safe.
 */
final class LoopbackServerChannel extends ServerSocketChannel {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocketChannel channel;

  LoopbackServerChannel(SelectorProvider provider, ServerSocketChannel channel) {
    super(provider);
    this.channel = channel;
  }

  @Override
  public ServerSocketChannel bind(@Nullable SocketAddress wanted, int backlog) throws IOException {
    int port = wanted instanceof InetSocketAddress address ? address.getPort() : 0;
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), backlog);
    return this;
  }

  @Override
  public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
    channel.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return channel.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return channel.supportedOptions();
  }

  /** For its options and port. */
  @Override
  public ServerSocket socket() {
    return channel.socket();
  }

  @Override
  public SocketChannel accept() throws IOException {
    return channel.accept();
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    return channel.getLocalAddress();
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    channel.close();
  }

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    channel.configureBlocking(block);
  }
}
