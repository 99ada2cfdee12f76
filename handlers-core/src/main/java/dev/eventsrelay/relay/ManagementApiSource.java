// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import java.util.Optional;

/**
 * Finds the Management API through which the clients of an API are reached.
 *
 * <p>Thread-safe.
 */
public interface ManagementApiSource {
  /**
   * The Management API of that stage, for one invocation.
   *
   * @param metrics are told of every attempt to post
   */
  ManagementApi of(String apiId, String stage, Metrics metrics);

  /** The one Management API for all events, if configuration names it; known before any event. */
  Optional<ManagementApi> configured();
}
