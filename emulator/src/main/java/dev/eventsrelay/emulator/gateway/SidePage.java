// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;

/**
 * Answers the requests below one path of the gateway's port that belongs to no stage, such as those
 * of a console.
 */
public interface SidePage {
  /** The path, such as {@code /_console}; all paths below it are the page's, too. */
  String path();

  /** The longest body of a request, in bytes, that the page reads.. */
  int maxBodyBytes();

  /**
   * Answers a request by writing to its channel, now or later and on any thread. Called on the
   * channel's event loop, so this method must not block.
   *
   * @param request released when this method returns
   */
  void handle(FullHttpRequest request, Channel channel);
}
