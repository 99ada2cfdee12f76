// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Metrics.Timer;

/**
 * What metrics are called in CloudWatch. Alarms and the dashboard of {@code infra-sam} ask for
 * these names, and its checks compare them.
 */
final class MetricNames {
  static final String NAMESPACE = "events-relay";
  static final String FAILURES = "Failures";

  /** Every metric has this dimension. */
  static final String FUNCTION = "FunctionName";

  /** Failures are also counted by this dimension. */
  static final String KIND = "Kind";

  private MetricNames() {}

  static String of(Counter counter) {
    return switch (counter) {
      case RESULTS_RELAYED -> "ResultsRelayed";
      case RESULTS_WITHOUT_SUBSCRIBER -> "ResultsWithoutSubscriber";
      case RESULTS_KEPT -> "ResultsKept";
      case RESULTS_UNDELIVERED -> "ResultsUndelivered";
      case SUBSCRIBERS_PER_RESULT -> "SubscribersPerResult";
      case CONNECTIONS_GONE -> "ConnectionsGone";
      case POST_RETRIES -> "PostRetries";
      case POST_THROTTLES -> "PostThrottles";
      case OVERLOADED -> "Overloaded";
    };
  }

  static String of(Timer timer) {
    return switch (timer) {
      case RELAY -> "RelayTime";
      case POST -> "PostTime";
    };
  }

  static String of(Failure failure) {
    return switch (failure) {
      case STORE_THROTTLED -> "StoreThrottled";
      case STORE_OVERLOADED -> "StoreOverloaded";
      case STORE_TIMED_OUT -> "StoreTimedOut";
      case STORE_UNAVAILABLE -> "StoreUnavailable";
      case STORE_REJECTED -> "StoreRejected";
      case POST_THROTTLED -> "PostThrottled";
      case POST_OVERLOADED -> "PostOverloaded";
      case POST_UNAVAILABLE -> "PostUnavailable";
      case POST_REFUSED -> "PostRefused";
      case OUT_OF_TIME -> "OutOfTime";
      case UNEXPECTED -> "Unexpected";
    };
  }
}
