// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

/**
 * Why a step is shown with a message. An environment works on several messages at once, and a call
 * of an SDK does not always say for which one it is.
 */
enum Evidence {
  /** The request id is in it. */
  REQUEST_ID,
  /** The call carries the invocation's trace id. */
  TRACE_ID,
  /** Its environment worked on nothing else at the time. */
  ALONE,
  /** Of all that its environment worked on, only this message has words that are in the call. */
  CONTENT,
  /** It happened at the time, and it may belong to another message. */
  OVERLAP
}
