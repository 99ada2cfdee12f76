// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.telemetry.EventLog;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the lines that were logged. Thread-safe. */
public final class RecordingLog implements EventLog {
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** One line. */
  public record Line(Level level, String message, Map<String, ?> fields) {}

  @Override
  public void log(Level level, String message, Map<String, ?> fields) {
    lines.add(new Line(level, message, fields));
  }

  public List<String> messages() {
    return lines.stream().map(Line::message).toList();
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }
}
