// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

/** Whether a client has the secret. */
sealed interface Judgement {
  /**
   * It has it.
   *
   * @param previous whether it is the one before the current
   */
  record Accepted(boolean previous) implements Judgement {}

  /** It has not, or nobody can tell. */
  record Refused(Reason reason) implements Judgement {}

  /** Why a client is refused. */
  enum Reason {
    /** Its handshake has no header {@code Authorization: Bearer}. */
    MISSING("no bearer token"),
    WRONG("wrong secret"),
    /** The secret itself is not known: it could not be read for too long. */
    UNAVAILABLE("secret not available"),
    UNDECIDED("not judged");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
