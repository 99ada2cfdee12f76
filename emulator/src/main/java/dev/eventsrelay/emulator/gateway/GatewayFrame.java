// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/** The frames that the gateway itself sends to a client, in the spacing that was observed. */
enum GatewayFrame {
  FORBIDDEN("Forbidden"),
  UNAUTHORIZED("Unauthorized"),
  INTERNAL_ERROR("Internal server error"),
  TIMED_OUT("Endpoint request timed out"),
  /** No source has the wording for a message above the rate limit. */
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
