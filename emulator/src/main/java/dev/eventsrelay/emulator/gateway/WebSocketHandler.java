// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** The inbound side of one connection after its handshake. Receives whole messages. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOGGER = System.getLogger(WebSocketHandler.class.getName());

  private final Connection connection;
  private final Connections connections;
  private final RouteInvoker invoker;
  private final InstantSource clock;
  private final boolean controlFramesResetIdle;

  WebSocketHandler(
      Connection connection,
      Connections connections,
      RouteInvoker invoker,
      InstantSource clock,
      boolean controlFramesResetIdle) {
    this.connection = connection;
    this.connections = connections;
    this.invoker = invoker;
    this.clock = clock;
    this.controlFramesResetIdle = controlFramesResetIdle;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      connection.closedByClient(close);
      return;
    }
    if (connection.isEnding()) {
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> receive(text.content());
      case PingWebSocketFrame ping -> {
        touchForControlFrame();
        context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      }
      case PongWebSocketFrame _ -> touchForControlFrame();
      default -> connection.fail(Disconnect.BINARY);
    }
  }

  private void receive(ByteBuf text) {
    if (!ByteBufUtil.isText(text, StandardCharsets.UTF_8)) {
      connection.fail(Disconnect.NOT_UTF8);
      return;
    }
    connection.touch(clock.millis());
    invoker.message(connection, ByteBufUtil.getBytes(text));
  }

  private void touchForControlFrame() {
    if (controlFramesResetIdle) {
      connection.touch(clock.millis());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case TooLongFrameException _ -> connection.fail(Disconnect.TOO_BIG);
      case CorruptedWebSocketFrameException corrupted ->
          connection.fail(
              corrupted.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code()
                  ? Disconnect.TOO_BIG
                  : Disconnect.PROTOCOL_ERROR);
      // The connection broke, as connections do.
      case IOException _, PrematureChannelClosureException _ -> context.close();
      default -> {
        LOGGER.log(Level.ERROR, "Connection " + connection.id() + " broke off", cause);
        context.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connections.remove(connection);
    invoker.disconnected(connection);
  }
}
