// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.Emulator;

/** What happens to the relay while the clients work. Ends with {@link #close}. */
interface Trouble extends AutoCloseable {
  /** What the run is called. */
  String name();

  /** Begins; returns at once. */
  void begin(Emulator emulator);

  /** Returns when what was to happen has happened; at once where it goes on until the close. */
  default void await() throws InterruptedException {}

  /** What has happened so far, for the report. */
  String summary();

  @Override
  void close();
}
