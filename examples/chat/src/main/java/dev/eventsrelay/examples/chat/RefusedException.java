// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import static java.util.Objects.requireNonNull;

/** The chat does not do what a client asks for; the reason is a sentence for that client. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int statusCode;
  private final String reason;

  /**
   * A refusal.
   *
   * @param statusCode of HTTP, for the access log and the handshake
   */
  RefusedException(int statusCode, String reason) {
    super(reason);
    this.statusCode = statusCode;
    this.reason = requireNonNull(reason, "reason is null");
  }

  int statusCode() {
    return statusCode;
  }

  String reason() {
    return reason;
  }
}
