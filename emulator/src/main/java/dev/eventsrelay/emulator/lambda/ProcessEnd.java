// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/** Describes how a runtime's process ended, in Lambda's words. */
final class ProcessEnd {
  private static final int SIGKILL = 128 + 9;

  private ProcessEnd() {}

  static String describe(int exitValue) {
    return switch (exitValue) {
      case 0 -> "Runtime exited without providing a reason";
      case SIGKILL -> "Runtime exited with error: signal: killed";
      default -> "Runtime exited with error: exit status " + exitValue;
    };
  }
}
