// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.Objects.requireNonNull;

/** What runs a function: how many environments there are, and how much one of them takes. */
public sealed interface Compute {
  /** Execution environments that run from the start, and all the time. */
  int environments();

  /** Maximum concurrent invocations of one environment. */
  int concurrency();

  /**
   * Lambda Managed Instances: a fixed number of environments, each with several invocations at
   * once.
   */
  record Managed(int environments, int concurrency) implements Compute {
    public Managed {
      requirePositive("environments", environments);
      requirePositive("concurrency", concurrency);
    }
  }

  /**
   * A standard function: one invocation per environment, and environments made on demand.
   *
   * @param maxEnvironments environments that this machine runs at most. An invocation beyond them
   *     waits for one, because Lambda would make another
   * @param maxInvocations invocations that Lambda would take at once: the function's reserved
   *     concurrency or the account's. One more is refused
   * @param initialization how the environments that run from the start were made
   * @param version what {@code AWS_LAMBDA_FUNCTION_VERSION} says
   * @param logFormat what {@code AWS_LAMBDA_LOG_FORMAT} says
   */
  record Standard(
      int environments,
      int maxEnvironments,
      int maxInvocations,
      Initialization initialization,
      String version,
      String logFormat)
      implements Compute {
    public Standard {
      requirePositive("environments", environments);
      requirePositive("maxInvocations", maxInvocations);
      if (maxEnvironments < environments) {
        throw new IllegalArgumentException(
            "maxEnvironments is %d and must be at least %d, the environments that run from the start."
                .formatted(maxEnvironments, environments));
      }
      requireNonNull(initialization, "initialization is null");
      requireNonNull(version, "version is null");
      requireNonNull(logFormat, "logFormat is null");
    }

    @Override
    public int concurrency() {
      return 1;
    }
  }

  /** How a standard function's environment was made: {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
  enum Initialization {
    ON_DEMAND("on-demand"),
    PROVISIONED("provisioned-concurrency"),
    SNAP_START("snap-start");

    private final String type;

    Initialization(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d and must be at least 1.".formatted(what, value));
    }
  }
}
