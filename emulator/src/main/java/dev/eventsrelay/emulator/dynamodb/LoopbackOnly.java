// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Confines a JVM to loopback: what would listen on all addresses listens on 127.0.0.1. A JVM loads
 * it by the property {@code java.nio.channels.spi.SelectorProvider} and does not notice it
 * otherwise. Needs {@code --add-exports java.base/sun.nio.ch=ALL-UNNAMED}, because the JDK offers
 * no other way to its own provider once that property is set. Uses only the JDK and {@link
 * LoopbackServerChannel}. Thread-safe.
 */
public final class LoopbackOnly extends SelectorProvider {
  private final SelectorProvider provider;

  /** Called by the JDK, once for each JVM. */
  public LoopbackOnly() throws ReflectiveOperationException {
    provider =
        (SelectorProvider)
            Class.forName("sun.nio.ch.DefaultSelectorProvider").getMethod("get").invoke(null);
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return new LoopbackServerChannel(this, provider.openServerSocketChannel());
  }

  @Override
  public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
    return new LoopbackServerChannel(this, provider.openServerSocketChannel(family));
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return provider.openSocketChannel();
  }

  @Override
  public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
    return provider.openSocketChannel(family);
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return provider.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return provider.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return provider.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return provider.openSelector();
  }
}
