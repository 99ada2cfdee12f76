// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.relay.dynamodb.DynamoDbResultStore;
import dev.eventsrelay.relay.dynamodb.Guids;

/**
 * The relay in one execution environment: an application of the environment's public API.
 *
 * <p>Thread-safe.
 *
 * @param environment that it runs in
 * @param results its memory beside the environment's connections
 * @param sendsNack whether the sender of a result is told that nobody is subscribed to it
 */
public record Relay(ExecutionEnvironment environment, ResultStore results, boolean sendsNack) {
  public Relay {
    requireNonNull(environment, "environment is null");
    requireNonNull(results, "results is null");
  }

  /**
   * The relay in this process in Lambda.
   *
   * @throws IllegalStateException with a sentence about what is wrong with a variable
   */
  public static Relay inLambda() {
    return in(ExecutionEnvironment.inLambda(Guids.TOPICS));
  }

  /**
   * The relay in another environment with a table, with the settings of this process.
   *
   * @throws IllegalStateException with a sentence about what is wrong with a variable
   */
  public static Relay in(ExecutionEnvironment environment) {
    RelaySettings settings = RelaySettings.from(System.getenv());
    return new Relay(
        environment,
        new DynamoDbResultStore(
            environment.table(),
            settings.publisherTtl(),
            settings.pendingTtl(),
            PendingBounds.DEFAULT,
            environment.backoff()),
        settings.sendsNack());
  }

  /** A router for clients' messages. */
  public MessageRouter router() {
    return new MessageRouter(results, environment.tasks(), sendsNack, environment.wallClock());
  }
}
