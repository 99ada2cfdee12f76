// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/**
 * A post of the Management API that waits for an {@link Interceptor}. The first call of {@link
 * #proceed}, {@link #proceedAndFail} or {@link #fail}, on any thread, decides its fate; later calls
 * do nothing.
 */
public interface Post {
  /** The connection that it goes to, which need not be open. */
  String connectionId();

  /**
   * Runs a task with the channel of the connection it goes to, on that channel's event loop.
   *
   * @return false if no such connection is open
   */
  boolean onChannel(Consumer<Channel> task);

  /** Delivers the post and answers with the result. */
  void proceed();

  /**
   * Delivers the post, but answers with an error.
   *
   * @param status of HTTP, 400 to 599
   */
  void proceedAndFail(int status);

  /**
   * Answers with an error; the client gets nothing.
   *
   * @param status of HTTP, 400 to 599
   */
  void fail(int status);
}
