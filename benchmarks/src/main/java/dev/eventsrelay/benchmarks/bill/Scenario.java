// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static dev.eventsrelay.benchmarks.bill.Step.ACK;
import static dev.eventsrelay.benchmarks.bill.Step.CONNECT;
import static dev.eventsrelay.benchmarks.bill.Step.DISCONNECT;
import static dev.eventsrelay.benchmarks.bill.Step.RESULT;
import static dev.eventsrelay.benchmarks.bill.Step.SUBSCRIBE;
import static dev.eventsrelay.benchmarks.bill.Step.UNSUBSCRIBE;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What clients do.
 *
 * @param title what a reader calls it
 * @param steps in order
 */
record Scenario(String title, List<Step> steps) {
  /** The one that counts: routers keep their connections. */
  static final Scenario COMPILE =
      new Scenario("compile cycle", List.of(SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE));

  /** All of them, that one first. */
  static final List<Scenario> ALL =
      List.of(
          COMPILE,
          new Scenario(
              "compile cycle on a connection of its own",
              List.of(CONNECT, SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE, DISCONNECT)),
          new Scenario("execution waiter", List.of(CONNECT, SUBSCRIBE, RESULT, DISCONNECT)),
          new Scenario(
              "result before its subscriber", List.of(RESULT, SUBSCRIBE, ACK, UNSUBSCRIBE)),
          new Scenario(
              "result repeated after its ack",
              List.of(SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE, RESULT)),
          new Scenario("subscription without a result", List.of(SUBSCRIBE, UNSUBSCRIBE)),
          new Scenario("result without a subscriber", List.of(RESULT)));

  Scenario {
    requireNonNull(title, "title is null");
    steps = List.copyOf(steps);
  }
}
