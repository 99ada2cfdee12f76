// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What becomes of one post.
 *
 * @param delay how long it is held back before anything else happens to it
 * @param answer what the poster hears then
 */
public record PostFate(Duration delay, Answer answer) {
  /** At once, and as the client's connection has it. */
  public static final PostFate UNDISTURBED = new PostFate(Duration.ZERO, new Answer.True());

  public PostFate {
    requireNonNull(delay, "delay is null");
    requireNonNull(answer, "answer is null");
  }

  /** What the poster hears. */
  public sealed interface Answer {
    /** What really came of it. */
    record True() implements Answer {}

    /**
     * An error.
     *
     * @param status of HTTP
     * @param client what the client notices of it
     */
    record Failed(int status, Client client) implements Answer {}
  }

  /** What the client notices of a post that its poster is told has failed. */
  public enum Client {
    /** Nothing. */
    MISSES,
    /** The message: only the answer to the poster is wrong. */
    GETS,
    /** Its connection is cut, and with it the message. */
    IS_CUT
  }
}
