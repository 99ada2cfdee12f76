// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/**
 * A post of the Management API that waits for an {@link Interceptor}. The first of {@link
 * #proceed}, {@link #proceedAndFail} and {@link #fail} decides what becomes of it, from whichever
 * thread; later ones do nothing.
 */
public interface Post {
  /** Where it goes; no such connection need be open. */
  String connectionId();

  /**
   * Runs a task with the channel of the connection it goes to, on that channel's event loop.
   *
   * @return false if no such connection is open
   */
  boolean onChannel(Consumer<Channel> task);

  /** Delivers it and answers what came of that. */
  void proceed();

  /**
   * Delivers it, but answers with an error.
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
