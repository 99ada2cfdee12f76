// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/** What the gateway itself says to a client, in the spacing that was observed. */
enum GatewayFrame {
  FORBIDDEN("Forbidden"),
  INTERNAL_ERROR("Internal server error"),
  TIMED_OUT("Endpoint request timed out"),
  /** The wording for a message above the rate limit was not found anywhere. */
  TOO_MANY_REQUESTS("Too Many Requests");

  private final String message;

  GatewayFrame(String message) {
    this.message = message;
  }

  String text(String connectionId, String requestId) {
    // Ids are base64: nothing to escape.
    return "{\"message\": \""
        + message
        + "\", \"connectionId\":\""
        + connectionId
        + "\", \"requestId\":\""
        + requestId
        + "\"}";
  }
}
