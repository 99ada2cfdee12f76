// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.websocket;

/** Hears what comes in on a connection, one event after the other. Its methods must not block. */
@FunctionalInterface
public interface Receiver {
  /** A whole text message has come. */
  void received(String message);

  /**
   * The connection has ended, whichever way. Told once.
   *
   * @param status of the close frame; 1006 if there was none
   */
  default void ended(int status) {}
}
