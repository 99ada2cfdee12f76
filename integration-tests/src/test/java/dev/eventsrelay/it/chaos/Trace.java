// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the functions did with the subscriptions to one guid and its results. Thread-safe. */
final class Trace {
  /** How an invocation ended. */
  enum Outcome {
    /** Done; of a result: at least one post was accepted, or its ack was repeated. */
    DONE,
    /** A result that waits for a subscriber. */
    KEPT,
    /** The store did not do its part, or the relay was overloaded. */
    STORE_FAILED,
    /** No environment could take it. */
    THROTTLED,
    /** Its environment was killed. */
    KILLED,
    /** No post was accepted, and nothing kept. */
    UNDELIVERED,
    /** A subscription of a connection that has been closed. */
    CLOSED,
    /** The queue keeps the message, and it comes again. */
    AGAIN,
    /** It threw, or did not answer in time. */
    HANDLER_FAILED;

    /** By the status that the handler answers with. */
    static Outcome of(int status) {
      return switch (status) {
        case 200 -> DONE;
        case 202 -> KEPT;
        case 410 -> CLOSED;
        case 503 -> STORE_FAILED;
        case 404, 502 -> UNDELIVERED;
        default -> HANDLER_FAILED;
      };
    }

    /** By how an invocation ended that has no answer. */
    static Outcome ofFailure(InvocationResult result) {
      if (result instanceof InvocationResult.Throttled) {
        return THROTTLED;
      }
      return isOfKilled(result) ? KILLED : HANDLER_FAILED;
    }

    /** Whether the environment was killed. */
    static boolean isOfKilled(InvocationResult result) {
      return result instanceof InvocationResult.FunctionError(String type, String _)
          && (type.equals("Runtime.ExitError") || type.equals("Runtime.TruncatedResponse"));
    }
  }

  private final Set<Outcome> results = EnumSet.noneOf(Outcome.class);
  private final List<String> timeline = new ArrayList<>();
  private final Map<String, Outcome> subscriptions = new LinkedHashMap<>();

  synchronized void subscribed(String wire, Outcome outcome, Duration when) {
    timeline.add("%d ms subscription %s".formatted(when.toMillis(), outcome));
    subscriptions.put(wire, outcome);
  }

  synchronized void published(Outcome outcome, Duration when) {
    timeline.add("%d ms result %s".formatted(when.toMillis(), outcome));
    results.add(outcome);
  }

  synchronized boolean anyResult(Outcome outcome) {
    return results.contains(outcome);
  }

  synchronized boolean anyResult() {
    return !results.isEmpty();
  }

  /** What came of the subscription over that connection; empty if it did not arrive. */
  synchronized Optional<Outcome> subscription(String wire) {
    return Optional.ofNullable(subscriptions.get(wire));
  }

  @Override
  public synchronized String toString() {
    return String.join(", ", timeline);
  }
}
