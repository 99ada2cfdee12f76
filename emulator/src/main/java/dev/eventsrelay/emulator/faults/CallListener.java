// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;

/**
 * Receives the calls that functions make through a proxy, when they are answered. Called on the
 * proxy's event loop, so implementations must neither block nor throw.
 */
@FunctionalInterface
public interface CallListener {
  /** Ignores everything. */
  CallListener NONE = call -> {};

  /** What a listener hears of a body at the most. */
  int MAX_BODY_BYTES = 4096;

  /** A call was answered, by its service or by a fault. */
  void answered(Call call);

  /**
   * A call with its answer.
   *
   * @param operation such as {@code Query}
   * @param userAgent of its sender; empty if there is none
   * @param traceId the header {@code X-Amzn-Trace-Id}; empty if there is none
   * @param attempt of the SDK that sends it, from 1; 1 if it does not say
   * @param request the first bytes of its body, at most {@link #MAX_BODY_BYTES}
   * @param response the first bytes of the answer's body, at most {@link #MAX_BODY_BYTES}
   * @param status of HTTP; 0 if the answer could not be read
   * @param duration from the whole request to the first byte of its answer
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  record Call(
      String operation,
      String userAgent,
      String traceId,
      int attempt,
      byte[] request,
      byte[] response,
      int status,
      Duration duration) {}
}
