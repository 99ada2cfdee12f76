// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/**
 * What the gateway does when it cannot accept a connection, usually because this process has no
 * file descriptor left: it says so once, and tries again every second. Waiting clients stay in the
 * queue of the operating system.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOGGER = System.getLogger(AcceptFailures.class.getName());
  private static final long RETRY_MILLIS = 1000;

  private boolean said;

  AcceptFailures() {
    // The log reads files at its first line, and an error there would end the event loop.
    var _ = LOGGER.isLoggable(Level.WARNING);
    var _ = ZoneId.systemDefault();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
      return;
    }
    if (!said) {
      said = true;
      LOGGER.log(
          Level.WARNING,
          "The gateway cannot accept connections at the moment ({0}) and keeps trying. If this"
              + " process has too many files open, raise the limit with ulimit -n.",
          cause.getMessage());
    }
    context.channel().config().setAutoRead(false);
    var _ =
        context
            .executor()
            .schedule(
                () -> context.channel().config().setAutoRead(true),
                RETRY_MILLIS,
                TimeUnit.MILLISECONDS);
  }
}
