// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;

/**
 * The fate of one call of a service, such as DynamoDB or SQS.
 *
 * @param delay how long the call is held back first
 * @param answer what the caller gets then
 */
record CallFate(Duration delay, Answer answer) {
  static final CallFate UNDISTURBED = new CallFate(Duration.ZERO, new Answer.True());

  /** What the caller gets. */
  sealed interface Answer {
    /** The service's response. */
    record True() implements Answer {}

    /** An error that there are too many calls. */
    record Throttled() implements Answer {}

    /** An error that the service has failed. */
    record Failed(int status, boolean carriedOut) implements Answer {}
  }
}
