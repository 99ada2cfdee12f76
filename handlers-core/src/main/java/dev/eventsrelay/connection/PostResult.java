// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

/** How a post to one client ended. */
public sealed interface PostResult {
  /**
   * API Gateway took the frame. That is no proof that the client has it: a half-open connection
   * gets such answers for a while.
   */
  record Delivered() implements PostResult {}

  /** The connection is closed or never existed (410). */
  record Gone() implements PostResult {}

  /** Too many requests, or the client's buffer is full (429). Another attempt may succeed. */
  record Throttled() implements PostResult {}

  /** It was not posted: too many other posts were under way. Another attempt would add to them. */
  record Overloaded() implements PostResult {}

  /**
   * A fault of the service or the way to it, or no answer in time. Another attempt may succeed, and
   * the client may have the frame all the same.
   *
   * @param reason what happened, for the log
   */
  record Unavailable(String reason) implements PostResult {}

  /**
   * The request itself was refused; another attempt would be too.
   *
   * @param status the HTTP status
   * @param reason what the service said, for the log
   */
  record Refused(int status, String reason) implements PostResult {}
}
