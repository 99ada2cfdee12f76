// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

/** Why a handler did not answer an event, so that the frame around it does. */
public enum Unanswered {
  /** It was not called: too much else was under way, or too little time was left. */
  OVERLOADED(503, "Overloaded."),
  /** It was not done in time. */
  LATE(504, "No time left."),
  /** It threw something. */
  FAILED(500, "Internal error.");

  private final int statusCode;
  private final String body;

  Unanswered(int statusCode, String body) {
    this.statusCode = statusCode;
    this.body = body;
  }

  /** The answer to events for which a function has no other one. */
  public Response response() {
    return Response.of(statusCode, body).withRetry();
  }
}
