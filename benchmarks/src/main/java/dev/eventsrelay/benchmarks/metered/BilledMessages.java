// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

/**
 * How API Gateway counts messages: in steps of 32 KB, for either direction.
 *
 * @see <a href="https://aws.amazon.com/api-gateway/pricing/">Amazon API Gateway pricing</a>
 */
public final class BilledMessages {
  private static final int STEP = 32 * 1024;

  private BilledMessages() {}

  /** The messages that a payload of that many bytes counts as. */
  public static long of(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, STEP));
  }
}
