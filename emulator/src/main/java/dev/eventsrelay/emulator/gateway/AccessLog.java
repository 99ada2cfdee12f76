// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/**
 * Hears of every call of a route. Called on the gateway's and the functions' event loops, so
 * implementations must be thread-safe and must neither block nor throw.
 */
@FunctionalInterface
public interface AccessLog {
  /** Hears nothing. */
  AccessLog NONE = _ -> {};

  /** A route call has ended, or was refused. */
  void called(RouteCall call);
}
