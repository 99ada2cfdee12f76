// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.it.chaos.Trace.Outcome;

/** What became of a result that its subscriber never received. */
enum Fate {
  /** Covered by the guarantee, and lost all the same: a defect of the relay. */
  LOST("lost although the guarantee covers it"),
  NOT_PUBLISHED("was never published: the run ended first"),
  TOO_LATE("was published when its subscriber had given up"),
  NOT_ARRIVED("did not arrive: its publisher's connection had been cut"),
  NO_ENVIRONMENT("was refused, because no environment was free, and nobody repeated it"),
  KILLED("was in an environment that was killed, and nobody repeated it"),
  STORE("came while DynamoDB failed or the relay was overloaded, and nobody repeated it"),
  SUBSCRIPTION_NOT_ARRIVED("had a subscriber whose connection was cut before it had subscribed"),
  SUBSCRIPTION_NO_ENVIRONMENT("had a subscription that was refused: no environment was free"),
  SUBSCRIPTION_KILLED("had a subscription that was in an environment that was killed"),
  SUBSCRIPTION_STORE(
      "had a subscription that came while DynamoDB failed or the relay was overloaded"),
  SUBSCRIBER_GONE("was on its way to a subscriber whose connection ended");

  private final String sentence;

  Fate(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  /** Whether only what its own clients did, or the end of their connections, explains it. */
  boolean isOfItsOwnClients() {
    return switch (this) {
      case NOT_PUBLISHED, TOO_LATE, NOT_ARRIVED, SUBSCRIPTION_NOT_ARRIVED, SUBSCRIBER_GONE -> true;
      case LOST,
          NO_ENVIRONMENT,
          KILLED,
          STORE,
          SUBSCRIPTION_NO_ENVIRONMENT,
          SUBSCRIPTION_KILLED,
          SUBSCRIPTION_STORE ->
          false;
    };
  }

  /** Strict: what no evidence explains is lost. */
  static Fate of(Job job, Trace trace) {
    if (job.kind() == Job.Kind.EXECUTION && job.wasSubscriberCutOff()) {
      return SUBSCRIBER_GONE;
    }
    if (!job.wasSent()) {
      return NOT_PUBLISHED;
    }
    if (job.wasTooLate()) {
      return TOO_LATE;
    }
    boolean kept = trace.anyResult(Outcome.KEPT);
    if (!kept && !trace.anyResult(Outcome.DONE)) {
      return notAccepted(job, trace);
    }
    return job.subscription()
        .map(
            subscription ->
                trace
                    .subscription(subscription.wire().id())
                    .map(outcome -> subscribed(outcome, job, kept))
                    .orElse(subscription.mayNotHaveArrived() ? SUBSCRIPTION_NOT_ARRIVED : LOST))
        .orElse(SUBSCRIBER_GONE);
  }

  private static Fate subscribed(Outcome outcome, Job job, boolean kept) {
    return switch (outcome) {
      // What was kept must survive; what was posted may have gone with a connection.
      case DONE -> !kept && job.wasSubscriberCutOff() ? SUBSCRIBER_GONE : LOST;
      case THROTTLED -> SUBSCRIPTION_NO_ENVIRONMENT;
      case KILLED -> SUBSCRIPTION_KILLED;
      case STORE_FAILED -> SUBSCRIPTION_STORE;
      // CLOSED, on a connection that its owner still has, is a fault.
      case KEPT, UNDELIVERED, CLOSED, AGAIN, HANDLER_FAILED -> LOST;
    };
  }

  private static Fate notAccepted(Job job, Trace trace) {
    if (!trace.anyResult()) {
      return job.mayNotHaveArrived() ? NOT_ARRIVED : LOST;
    }
    if (trace.anyResult(Outcome.UNDELIVERED)
        || trace.anyResult(Outcome.AGAIN)
        || trace.anyResult(Outcome.HANDLER_FAILED)) {
      return LOST;
    }
    if (trace.anyResult(Outcome.STORE_FAILED)) {
      return STORE;
    }
    return trace.anyResult(Outcome.KILLED) ? KILLED : NO_ENVIRONMENT;
  }
}
