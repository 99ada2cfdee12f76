// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

/** Gets the output of a child, line by line, on a thread of that child's own. */
@FunctionalInterface
public interface OutputListener {
  /**
   * One line of standard output or standard error.
   *
   * @param pid whose line it is
   * @param line without its line end
   */
  void line(long pid, String line);
}
