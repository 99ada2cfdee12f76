// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import dev.eventsrelay.concurrency.Deadline;

/**
 * What API Gateway's Management API ({@code @connections}) does for one stage of one API.
 *
 * <p>Thread-safe. Every method makes one attempt and returns by its deadline. How it went is the
 * result; nothing is thrown unless the process is beyond use.
 */
public interface ConnectionsApi {
  /** Posts one frame to one client. */
  PostResult post(ConnectionId to, Frame frame, Deadline deadline);

  /** Asks whether a connection is open. */
  Presence presence(ConnectionId of, Deadline deadline);

  /** What API Gateway knows of a connection. */
  enum Presence {
    OPEN,
    /** It is closed or never existed. */
    GONE,
    /** API Gateway did not say. */
    UNKNOWN
  }
}
