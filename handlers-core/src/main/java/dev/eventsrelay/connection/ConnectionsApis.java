// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import java.util.Optional;

/**
 * Finds the Management API through which the clients of an API are reached.
 *
 * <p>Thread-safe.
 */
public interface ConnectionsApis {
  /** The Management API of that stage. */
  ConnectionsApi of(String apiId, String stage);

  /** The one Management API for all events, if configuration names it; known before any event. */
  Optional<ConnectionsApi> configured();
}
