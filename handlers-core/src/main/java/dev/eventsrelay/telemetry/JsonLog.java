// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * The log, in JSON.
 *
 * <p>Warnings and errors do not wait for the end of their invocation, which may be that of the
 * process. Lambda's own logger would put the request id only on lines from the handler's thread.
 * Managed instances always log in JSON. Thread-safe.
 */
final class JsonLog {
  private final JsonLines lines;
  private final Level threshold;

  JsonLog(JsonLines lines, Level threshold) {
    this.lines = requireNonNull(lines, "lines is null");
    this.threshold = requireNonNull(threshold, "threshold is null");
  }

  /** A log whose every line carries those ids. */
  EventLog with(Map<String, String> ids) {
    return (level, message, fields) -> {
      if (level.getSeverity() >= threshold.getSeverity()) {
        write(level, message, ids, fields);
      }
    };
  }

  private void write(Level level, String message, Map<String, String> ids, Map<String, ?> fields) {
    lines.write(
        level == Level.WARNING ? "WARN" : level.name(),
        (line, _) -> {
          line.writeStringField("message", message);
          JsonLines.writeAll(ids, line);
          JsonLines.writeAll(fields, line);
        });
    if (level.getSeverity() >= Level.WARNING.getSeverity()) {
      lines.flush();
    }
  }
}
