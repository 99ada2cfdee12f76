// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import java.time.Duration;

/**
 * What becomes of one post.
 *
 * @param delay how long it is held back before anything else happens to it
 * @param answer what the poster hears then
 */
record PostFate(Duration delay, Answer answer) {
  static final PostFate UNDISTURBED = new PostFate(Duration.ZERO, new Answer.True());

  /** What the poster hears. */
  sealed interface Answer {
    /** What really came of it. */
    record True() implements Answer {}

    /** That error, whatever the client notices. */
    record Failed(int status, Client client) implements Answer {}
  }
}
