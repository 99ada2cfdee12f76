// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import java.util.List;

/**
 * The first handler of a connection: tells by its first bytes whether the client speaks TLS, and
 * makes way.
 */
final class PlainOrTls extends ByteToMessageDecoder {
  /** The length of a TLS record's header; no HTTP request is as short. */
  private static final int ENOUGH_BYTES = 5;

  private final Mapping<? super String, ? extends SslContext> contexts;

  PlainOrTls(Mapping<? super String, ? extends SslContext> contexts) {
    this.contexts = contexts;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
    if (bytes.readableBytes() < ENOUGH_BYTES) {
      return;
    }
    if (SslHandler.isEncrypted(bytes, false)) {
      context.pipeline().replace(this, null, new SniHandler(contexts));
      return;
    }
    context.pipeline().remove(this);
  }
}
