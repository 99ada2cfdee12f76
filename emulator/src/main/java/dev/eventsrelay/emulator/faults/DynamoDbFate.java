// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;

/**
 * What becomes of one call of DynamoDB.
 *
 * @param delay how long it is held back before anything else happens to it
 * @param answer what the caller hears then
 */
record DynamoDbFate(Duration delay, Answer answer) {
  static final DynamoDbFate UNDISTURBED = new DynamoDbFate(Duration.ZERO, new Answer.True());

  /** What the caller hears. */
  sealed interface Answer {
    /** What DynamoDB says. */
    record True() implements Answer {}

    /** That it is over its throughput. */
    record Throttled() implements Answer {}

    /** That DynamoDB has failed. */
    record Failed(int status, boolean carriedOut) implements Answer {}
  }
}
