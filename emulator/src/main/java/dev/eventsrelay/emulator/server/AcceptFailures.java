// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.server;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/**
 * What a server does when it cannot accept a connection, usually because this process has no file
 * descriptor left: it says so once, and tries again every second. Waiting clients stay in the queue
 * of the operating system.
 */
public final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOGGER = System.getLogger(AcceptFailures.class.getName());
  private static final long RETRY_MILLIS = 1000;

  private final String server;
  private boolean said;

  /**
   * The handler of one listening channel.
   *
   * @param server its name in the sentence, such as {@code gateway}
   */
  public AcceptFailures(String server) {
    this.server = requireNonNull(server, "server is null");
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
          "The {0} cannot accept connections at the moment ({1}) and keeps trying. If this process"
              + " has too many files open, raise the limit with ulimit -n.",
          server,
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
