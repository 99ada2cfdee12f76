// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a function is rehearsed with: events of all kinds that traffic has, some more often than
 * others, and what answers the function's calls. Immutable.
 *
 * @param steps in their order; the function gets them one by one, and then in small batches from a
 *     queue
 * @param services stand in for DynamoDB and the Management API; called by any number of threads
 */
public record Scenario(List<Step> steps, StandIn services) {
  /** Few: all slots get batches at the same time, and a cold environment turns away what waits. */
  private static final int MESSAGES_PER_BATCH = 2;

  public Scenario {
    steps = List.copyOf(steps);
    requireNonNull(services, "services is null");
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a scenario needs a step");
    }
  }

  /**
   * An invocation.
   *
   * @param event what the function gets
   * @param answer what its answer contains
   */
  public record Invocation(String event, String answer) {}

  /** The invocations of one round, by that client, at that time. */
  public List<Invocation> invocations(String connection, long now) {
    List<Invocation> invocations = new ArrayList<>();
    List<Invocation> batches = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Step next = steps.get((i + 1) % steps.size());
      invocations.add(
          new Invocation(step.event(connection, now), "\"statusCode\":" + step.status()));
      if (i % MESSAGES_PER_BATCH == 0) {
        batches.add(
            new Invocation(
                "{\"Records\":["
                    + step.queued(connection, now, 0)
                    + ","
                    + next.queued(connection, now, 1)
                    + "]}",
                "\"batchItemFailures\":[]"));
      }
    }
    invocations.addAll(batches);
    return invocations;
  }
}
