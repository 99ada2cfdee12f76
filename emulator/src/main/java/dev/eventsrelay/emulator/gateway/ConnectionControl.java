// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.util.Set;

/**
 * Faults on open WebSocket connections, as a bad network would cause them. Thread-safe; each call
 * returns at once and takes effect shortly after.
 */
public interface ConnectionControl {
  /** The ids of the connections that are open now, in no order; a copy. */
  Set<String> openConnectionIds();

  /**
   * Resets the TCP connection without a close frame, as when a client's machine goes away.
   *
   * @return false if no such connection is open
   */
  boolean cut(String connectionId);

  /**
   * Stops reading from and writing to the client from now on, as when the network between drops
   * every packet: posts are still accepted until the outbound buffer is full, and that the client
   * goes away is not noticed. The gateway can still end the connection.
   *
   * @return false if no such connection is open
   */
  boolean stall(String connectionId);

  /**
   * Writes to the client at most at that rate, as when its line is thin or its program is slow: its
   * outbound buffer fills up, and posts to it are refused with 429 while it is full.
   *
   * @param bytesPerSecond above 0
   * @return false if no such connection is open
   */
  boolean slow(String connectionId, int bytesPerSecond);

  /**
   * Ends a stall or a slowness: what waited goes on its way, as after a network's repair. Does
   * nothing to a connection that has neither.
   *
   * @return false if no such connection is open
   */
  boolean heal(String connectionId);
}
