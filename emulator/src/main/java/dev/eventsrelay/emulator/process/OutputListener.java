// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

/** Receives the output of a child, line by line, on a separate thread for each child. */
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
