// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import dev.eventsrelay.telemetry.Metrics;

/** What the chat counts, in the namespace of {@code METRICS_NAMESPACE}. */
enum ChatMetric implements Metrics.Counter {
  /** A message was said in a room. */
  MESSAGES("Messages"),
  /** Somebody was in the room when a message was said, who said it included. */
  LISTENERS("Listeners");

  private final String metricName;

  ChatMetric(String metricName) {
    this.metricName = metricName;
  }

  @Override
  public String metricName() {
    return metricName;
  }
}
