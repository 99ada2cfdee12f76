// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The log and the metrics of one invocation, until it is answered.
 *
 * <p>Thread-safe.
 */
public final class InvocationTelemetry implements AutoCloseable {
  private final InvocationMetrics metrics = new InvocationMetrics();
  private final String function;
  private final Map<String, String> ids;
  private final InvocationLines lines;
  private final EventLog log;
  private final EmbeddedMetrics written;

  InvocationTelemetry(
      String function,
      Map<String, String> ids,
      InvocationLines lines,
      EventLog log,
      EmbeddedMetrics written) {
    this.function = requireNonNull(function, "function is null");
    this.ids = Map.copyOf(ids);
    this.lines = requireNonNull(lines, "lines is null");
    this.log = requireNonNull(log, "log is null");
    this.written = requireNonNull(written, "written is null");
  }

  /** Its log; what comes after the answer is written at once. */
  public EventLog log() {
    return log;
  }

  /** Its metrics; what comes after the answer is dropped. */
  public Metrics metrics() {
    return metrics;
  }

  /** The invocation is answered: writes its metrics, and what is left of its log. */
  @Override
  public void close() {
    try {
      written.write(function, ids, metrics.end());
    } finally {
      lines.end();
    }
  }
}
