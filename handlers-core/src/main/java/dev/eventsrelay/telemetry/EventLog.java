// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * The log of one invocation. It carries the invocation's ids itself, so that a line has them
 * whichever thread writes it.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface EventLog {
  /**
   * Writes one line.
   *
   * @param message what happened, always the same words for the same thing
   * @param fields ids, sizes and counts, never payloads
   */
  void log(Level level, String message, Map<String, ?> fields);
}
