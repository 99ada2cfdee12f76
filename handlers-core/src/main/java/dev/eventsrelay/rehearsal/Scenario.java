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
 * @param steps in their order; the function gets them one by one, and then all of them as a batch
 *     from a queue
 * @param services stand in for DynamoDB and the Management API; called by any number of threads
 */
public record Scenario(List<Step> steps, StandIn services) {
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
    List<String> records = new ArrayList<>();
    for (Step step : steps) {
      invocations.add(
          new Invocation(step.event(connection, now), "\"statusCode\":" + step.status()));
      records.add(step.queued(connection, now, records.size()));
    }
    String batch = "{\"Records\":[" + String.join(",", records) + "]}";
    invocations.add(new Invocation(batch, "\"batchItemFailures\":[]"));
    return invocations;
  }
}
