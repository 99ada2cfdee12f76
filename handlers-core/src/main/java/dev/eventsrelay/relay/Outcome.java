// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.connection.StoreException;

/** What came of a client's message. API Gateway shows none of it to the client. */
public sealed interface Outcome {
  /** It was done as asked, and where the protocol answers, the answer was posted. */
  record Done() implements Outcome {}

  /** A result reached at least one subscriber. */
  record Relayed() implements Outcome {}

  /** Nobody received the result: it is kept for a subscriber to come. */
  record Kept() implements Outcome {}

  /** Nobody waits for the result, or for the ack. */
  record NobodyWaits() implements Outcome {}

  /** Somebody waits, and none of the posts succeeded. */
  record Undelivered() implements Outcome {}

  /**
   * The message names a guid that cannot be one.
   *
   * @param reason what is wrong with it
   */
  record Rejected(String reason) implements Outcome {}

  /**
   * The message is not one.
   *
   * @param reason what is wrong with it
   */
  record Malformed(String reason) implements Outcome {}

  /** A subscription was refused: its connection has added too many lately. */
  record TooManySubscriptions() implements Outcome {}

  /** A subscription came to nothing: its connection is closed. */
  record ConnectionClosed() implements Outcome {}

  /** It was turned away early, because too much else was under way. */
  record Overloaded() implements Outcome {}

  /** The store did not do its part. */
  record StoreFailed() implements Outcome {}

  /** What comes of a message when the store fails so. */
  static Outcome of(StoreException e) {
    return e.kind() == StoreException.Kind.OVERLOADED ? new Overloaded() : new StoreFailed();
  }
}
