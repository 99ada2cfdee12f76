// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;

/**
 * The log and the metrics of one execution environment: lines of JSON on one stream, from which
 * CloudWatch takes both.
 *
 * <p>Thread-safe: lines never mix.
 */
public final class Telemetry {
  private final LineSink out;
  private final Level threshold;
  private final InstantSource clock;
  private final String namespace;

  /**
   * Telemetry on that stream, which stays the caller's to close.
   *
   * @param namespace of the metrics in CloudWatch
   * @param threshold below which nothing is logged; metrics are always written
   */
  public Telemetry(PrintStream out, String namespace, Level threshold, InstantSource clock) {
    this.out = LineSink.to(out);
    this.namespace = requireNonNull(namespace, "namespace is null");
    this.threshold = requireNonNull(threshold, "threshold is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The log of what belongs to no invocation. */
  public EventLog log() {
    return new JsonLog(new JsonLines(out, clock), threshold).with(Map.of());
  }

  /**
   * Begins an invocation.
   *
   * @param function its name, a dimension of its metrics
   * @param ids what tells its lines from those of others
   */
  public InvocationTelemetry begin(String function, Map<String, String> ids) {
    InvocationLines lines = new InvocationLines(out);
    JsonLines json = new JsonLines(lines, clock);
    return new InvocationTelemetry(
        function,
        ids,
        lines,
        new JsonLog(json, threshold).with(ids),
        new EmbeddedMetrics(json, namespace, threshold));
  }
}
