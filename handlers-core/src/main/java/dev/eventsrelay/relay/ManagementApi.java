// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;

/**
 * Posts frames to clients.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface ManagementApi {
  /**
   * Posts one frame to one client and returns by the deadline. How it went is the result; nothing
   * is thrown unless the process is beyond use ({@link Exhaustion}).
   */
  PostResult post(ConnectionId to, Frame frame, Deadline deadline);
}
