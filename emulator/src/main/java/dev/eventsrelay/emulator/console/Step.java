// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import java.time.Duration;

/**
 * One span of a trace.
 *
 * @param kind what it is
 * @param title such as {@code Query}, a function's name or a line of its log
 * @param target whom it concerns: a process, a connection; may be empty
 * @param begin since the message arrived
 * @param duration zero for what has none, such as a line of a log
 * @param outcome such as {@code 200}; empty if there is none
 * @param failed whether the outcome is a failure
 * @param evidence why the step belongs to this message
 * @param sent what went there, cut; empty if there is nothing to show
 * @param received what came back, cut; empty if there is nothing to show
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Step(
    Kind kind,
    String title,
    String target,
    Duration begin,
    Duration duration,
    String outcome,
    boolean failed,
    Evidence evidence,
    byte[] sent,
    byte[] received) {
  static final byte[] NOTHING = {};

  /** What a step is. */
  enum Kind {
    QUEUE,
    INVOCATION,
    CALL,
    POST,
    LINE
  }

  /** A step of a queue; what it carries is what the client sent. */
  static Step ofQueue(
      String title,
      String target,
      Duration begin,
      Duration duration,
      String outcome,
      boolean failed) {
    return new Step(
        Kind.QUEUE,
        title,
        target,
        begin,
        duration,
        outcome,
        failed,
        Evidence.REQUEST_ID,
        NOTHING,
        NOTHING);
  }

  int bytes() {
    return sent.length + received.length + 2 * title.length();
  }
}
