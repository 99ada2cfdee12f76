// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What the functions of one stack have in common.
 *
 * @param region for the environments and in ARNs
 * @param accountId in ARNs
 * @param initTimeout until when every environment has to have asked for work; a managed instance
 *     allows 130 s or the function's timeout, whichever is longer
 * @param listener hears output, invocations and notices
 * @param clock for deadlines told to functions
 */
public record PoolSettings(
    String region,
    String accountId,
    Duration initTimeout,
    FunctionListener listener,
    InstantSource clock) {
  public PoolSettings {
    requireNonNull(region, "region is null");
    requireNonNull(accountId, "accountId is null");
    requireNonNull(initTimeout, "initTimeout is null");
    requireNonNull(listener, "listener is null");
    requireNonNull(clock, "clock is null");
  }

  /** The settings of a stack in {@code us-east-1} with the documented initialization timeout. */
  public static PoolSettings defaults() {
    return new PoolSettings(
        "us-east-1",
        "123456789012",
        Duration.ofSeconds(130),
        FunctionListener.NONE,
        InstantSource.system());
  }

  /** The same settings with another listener. */
  public PoolSettings withListener(FunctionListener other) {
    return new PoolSettings(region, accountId, initTimeout, other, clock);
  }

  /** The same settings with another initialization timeout. */
  public PoolSettings withInitTimeout(Duration other) {
    return new PoolSettings(region, accountId, other, listener, clock);
  }
}
