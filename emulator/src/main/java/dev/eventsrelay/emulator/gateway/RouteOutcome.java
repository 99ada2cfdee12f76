// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/** How an event at a route ended for the gateway. */
public enum RouteOutcome {
  /** The function returned an answer, of whatever status. */
  ANSWERED,
  /** The function failed, timed out by its own limit, or returned something unusable. */
  FAILED,
  /** The function had no slot for it. */
  REJECTED,
  /** The gateway's own timeout passed; the function may still be running. */
  TIMED_OUT,
  /** The client has no API key, which the route requires. */
  FORBIDDEN,
  /** No route takes the message. */
  NO_ROUTE,
  /** The message exceeded the rate limit. */
  LIMITED
}
