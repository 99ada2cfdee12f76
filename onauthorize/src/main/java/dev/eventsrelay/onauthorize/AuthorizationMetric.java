// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import dev.eventsrelay.telemetry.Metrics;

/** What the authorizer tells in numbers. */
final class AuthorizationMetric {
  private AuthorizationMetric() {}

  /** What is counted. */
  enum Count implements Metrics.Counter {
    /** A client was refused. */
    REFUSED("ConnectsRefused"),
    /** A client was let in that {@link Mode#ENFORCE} would refuse. */
    WOULD_BE_REFUSED("ConnectsWouldBeRefused"),
    /** A client was let in by the secret before the current one. */
    PREVIOUS_SECRET("ConnectsWithPreviousSecret");

    private final String metricName;

    Count(String metricName) {
      this.metricName = metricName;
    }

    @Override
    public String metricName() {
      return metricName;
    }
  }

  /** What went wrong. */
  enum Failed implements Metrics.Failure {
    /** The secret could not be read, or cannot be used. */
    SECRET_STORE("SecretStore"),
    /** An exception that nobody had expected. */
    UNEXPECTED("Unexpected");

    private final String kind;

    Failed(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }
  }
}
