// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The Runtime API's answer to a runtime's report. */
enum RuntimeAnswer {
  ACCEPTED(HttpResponseStatus.ACCEPTED, "{\"status\":\"OK\"}\n"),
  /**
   * The request id is not in flight: it is unknown, belongs to another environment, or was answered
   * before.
   */
  INVALID_REQUEST_ID(
      HttpResponseStatus.BAD_REQUEST, error("InvalidRequestID", "Invalid request ID")),
  /** The invocation had timed out; its caller has been told. */
  INVOKE_TIMEOUT(HttpResponseStatus.GONE, error("InvokeTimeout", "Invoke timeout")),
  TOO_LARGE(
      HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
      error(
          "RequestEntityTooLarge",
          "Exceeded maximum allowed payload size (%d bytes)."
              .formatted(RuntimeRequest.MAX_PAYLOAD_BYTES))),
  /** An initialization error from an environment that has already asked for work. */
  INVALID_STATE(
      HttpResponseStatus.FORBIDDEN,
      error(
          "InvalidStateTransition",
          "State transition from Ready to InitError failed for runtime.")),
  NOT_FOUND(HttpResponseStatus.NOT_FOUND, "404 page not found\n"),
  /** The copy goes on at once: here, an environment that starts from a snapshot is its own copy. */
  RESTORED(HttpResponseStatus.OK, ""),
  PONG(HttpResponseStatus.OK, "pong");

  private final int status;
  private final String body;

  RuntimeAnswer(HttpResponseStatus status, String body) {
    this.status = status.code();
    this.body = body;
  }

  HttpResponseStatus status() {
    return HttpResponseStatus.valueOf(status);
  }

  String body() {
    return body;
  }

  private static String error(String type, String message) {
    return "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}\n".formatted(message, type);
  }
}
