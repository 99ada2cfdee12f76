// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import dev.eventsrelay.connection.Frame;

/** What a client can say. The set is closed: every switch over it names every case. */
public sealed interface ClientMessage {
  /** {@code subscribe: <guid>}: results for the guid go to the sender from now on. */
  record Subscribe(Guid guid) implements ClientMessage {}

  /** {@code unsubscribe: <guid>}. */
  record Unsubscribe(Guid guid) implements ClientMessage {}

  /** {@code ack: <guid>}: the sender has the result; its publisher wants to know. */
  record Ack(Guid guid) implements ClientMessage {}

  /** {@code ping}: a router checks that the whole path is alive. */
  record Ping() implements ClientMessage {}

  /** A JSON object with a guid, lightweight {@code s3Key} messages included. */
  record Result(Guid guid, Frame frame) implements ClientMessage {}

  /** Text that is no command and does not begin with an opening brace. */
  record UnknownText() implements ClientMessage {}

  /**
   * A JSON object that names nothing to relay to.
   *
   * @param reason what is wrong with its guid
   */
  record UnknownObject(String reason) implements ClientMessage {}

  /**
   * A command whose guid cannot be one.
   *
   * @param reason what is wrong with the guid
   */
  record UnusableCommand(String reason) implements ClientMessage {}

  /**
   * Not a message: no body, or text that begins like an object and is not JSON.
   *
   * @param reason what is wrong, without the text itself
   */
  record Malformed(String reason) implements ClientMessage {}
}
