// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import org.HdrHistogram.Histogram;

/**
 * One rate, held for a while.
 *
 * @param rate messages due per second
 * @param sent how many
 * @param received how many arrived, within the step and a grace
 * @param seconds from the first that was due to the last that arrived
 * @param receipt nanoseconds from due to received
 * @param ack nanoseconds from due to the ack at the sender; empty where there are no acks
 * @param pong nanoseconds from a ping that was due to its answer; empty where there are no pings
 * @param functionCores of CPU that the functions used
 * @param emulatorCores of CPU that this process used: gateway, Runtime API and clients
 * @param databaseCores of CPU that the database used
 */
record Step(
    double rate,
    long sent,
    long received,
    double seconds,
    Histogram receipt,
    Histogram ack,
    Histogram pong,
    double functionCores,
    double emulatorCores,
    double databaseCores) {
  private static final double LONGEST_P99_MILLIS = 1000;
  private static final double LEAST_SHARE = 0.95;

  /** Messages received per second. */
  double achieved() {
    return received / seconds;
  }

  /** Share of the messages that arrived. */
  double delivered() {
    return (double) received / sent;
  }

  double receiptMillis(double percentile) {
    return receipt.getValueAtPercentile(percentile) / 1e6;
  }

  double ackMillis(double percentile) {
    return ack.getValueAtPercentile(percentile) / 1e6;
  }

  double pongMillis(double percentile) {
    return pong.getValueAtPercentile(percentile) / 1e6;
  }

  /** Whether the system still kept up: p99 at most 1 s, and at least 95 % arrived. */
  boolean holds() {
    return delivered() >= LEAST_SHARE && receiptMillis(99) <= LONGEST_P99_MILLIS;
  }
}
