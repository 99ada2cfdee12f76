// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;

/**
 * The fate of one DynamoDB call.
 *
 * @param delay how long the call is held back first
 * @param answer what the caller gets then
 */
record DynamoDbFate(Duration delay, Answer answer) {
  static final DynamoDbFate UNDISTURBED = new DynamoDbFate(Duration.ZERO, new Answer.True());

  /** What the caller gets. */
  sealed interface Answer {
    /** DynamoDB's response. */
    record True() implements Answer {}

    /** An error that the throughput is exceeded. */
    record Throttled() implements Answer {}

    /** An error that DynamoDB has failed. */
    record Failed(int status, boolean carriedOut) implements Answer {}
  }
}
