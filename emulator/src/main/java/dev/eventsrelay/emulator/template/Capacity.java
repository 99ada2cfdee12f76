// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Optional;

/** What a template says about where a function runs and how much of it. */
public sealed interface Capacity {
  /**
   * On Lambda Managed Instances.
   *
   * @param environments execution environments that always run
   * @param concurrency maximum concurrent invocations of one environment
   */
  record Managed(int environments, int concurrency) implements Capacity {}

  /**
   * As a standard function, with one invocation per environment.
   *
   * @param provisioned environments that always run, if it has provisioned concurrency
   * @param reserved maximum concurrent invocations, if it has reserved concurrency
   * @param snapStart whether environments start from a snapshot
   * @param version {@code $LATEST}, or the number that the function's alias names
   * @param logFormat {@code Text} or {@code JSON}
   */
  record Standard(
      Optional<Integer> provisioned,
      Optional<Integer> reserved,
      boolean snapStart,
      String version,
      String logFormat)
      implements Capacity {}
}
