// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

/** What has become of a message on a queue. */
enum Stay {
  /** It went through no queue. */
  NONE,
  /** It waits. */
  WAITING,
  /** A batch has it. */
  UNDER_WAY,
  /** A function failed with it, and it is received again when it becomes visible. */
  COMES_AGAIN,
  /** A function failed with it for the last time, and it is given up when it becomes visible. */
  GIVEN_UP,
  /** It is in a dead-letter queue. */
  DEAD_LETTER,
  /** Somebody deleted the dead letter. */
  DROPPED,
  /** A function has succeeded with it. */
  DONE
}
