// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import java.time.Duration;

/**
 * The fate of one post.
 *
 * @param delay how long the post is held back first
 * @param answer what its sender gets then
 */
record PostFate(Duration delay, Answer answer) {
  static final PostFate UNDISTURBED = new PostFate(Duration.ZERO, new Answer.True());

  /** What the sender gets. */
  sealed interface Answer {
    /** The real result. */
    record True() implements Answer {}

    /** An error, whatever the client notices. */
    record Failed(int status, Client client) implements Answer {}
  }
}
