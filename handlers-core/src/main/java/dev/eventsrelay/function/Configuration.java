// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.rehearsal.StandIn;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment variables say, read once when an execution environment starts.
 *
 * @param table {@code CONNECTIONS_TABLE}, required
 * @param managementApi {@code MANAGEMENT_API_ENDPOINT}, stage included; otherwise the endpoint is
 *     built from each event
 * @param storeTimeout {@code DYNAMODB_TIMEOUT_MILLIS}, 2,000: one call with its retries
 * @param postTimeout {@code POST_TIMEOUT_MILLIS}, 3,000: one attempt to post
 * @param connectionTtl {@code CONNECTION_TTL_SECONDS}, 7,800: ten minutes longer than the two hours
 *     that API Gateway lets a connection live
 * @param maxSubscriptions {@code MAX_SUBSCRIPTIONS_PER_CONNECTION}, 50,000: how many one connection
 *     may add in ten minutes
 * @param maxEventsPerConnection {@code MAX_EVENTS_PER_CONNECTION}, three quarters of the
 *     concurrency: how many events of one connection an environment works on at the same time
 * @param maxConcurrency {@code AWS_LAMBDA_MAX_CONCURRENCY}, set by Lambda on managed instances; 1
 *     on a standard function
 * @param isManaged whether that variable is set
 * @param maxQueueAge {@code MAX_QUEUE_AGE_SECONDS}, 60: how long a message may have waited in a
 *     queue; a client waits no longer for what it asked for
 * @param rehearsal {@code REHEARSAL_SECONDS}: how long an environment may rehearse before its first
 *     event; 0 if a client waits for the start, otherwise {@value #REHEARSAL_SECONDS}
 * @param clientWaitsForStart unless {@code AWS_LAMBDA_INITIALIZATION_TYPE}, set by Lambda, says
 *     that environments start ahead of traffic, or from a snapshot
 * @param metricsNamespace {@code METRICS_NAMESPACE}, {@code events-relay}
 * @param logLevel {@code AWS_LAMBDA_LOG_LEVEL}, set by Lambda; otherwise INFO
 */
public record Configuration(
    String table,
    Optional<URI> managementApi,
    Duration storeTimeout,
    Duration postTimeout,
    Duration connectionTtl,
    int maxSubscriptions,
    int maxEventsPerConnection,
    int maxConcurrency,
    boolean isManaged,
    Duration maxQueueAge,
    Duration rehearsal,
    boolean clientWaitsForStart,
    String metricsNamespace,
    Level logLevel) {
  /** The default of {@code REHEARSAL_SECONDS}; measured, see {@code benchmarks/README.md}. */
  static final int REHEARSAL_SECONDS = 60;

  private static final String ON_DEMAND = "on-demand";

  public Configuration {
    requireNonNull(table, "table is null");
    requireNonNull(managementApi, "managementApi is null");
    requireNonNull(storeTimeout, "storeTimeout is null");
    requireNonNull(postTimeout, "postTimeout is null");
    requireNonNull(connectionTtl, "connectionTtl is null");
    requireNonNull(maxQueueAge, "maxQueueAge is null");
    requireNonNull(rehearsal, "rehearsal is null");
    requireNonNull(metricsNamespace, "metricsNamespace is null");
    requireNonNull(logLevel, "logLevel is null");
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException with a sentence that names the variable that is missing or wrong
   */
  public static Configuration from(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    int maxConcurrency = variables.number("AWS_LAMBDA_MAX_CONCURRENCY", 1, 1, 1_600);
    boolean clientWaits =
        ON_DEMAND.equals(variables.text("AWS_LAMBDA_INITIALIZATION_TYPE", ON_DEMAND));
    return new Configuration(
        variables.required("CONNECTIONS_TABLE", "the name of the DynamoDB table"),
        variables.httpUri("MANAGEMENT_API_ENDPOINT"),
        Duration.ofMillis(variables.number("DYNAMODB_TIMEOUT_MILLIS", 2_000, 10, 20_000)),
        Duration.ofMillis(variables.number("POST_TIMEOUT_MILLIS", 3_000, 10, 20_000)),
        Duration.ofSeconds(variables.number("CONNECTION_TTL_SECONDS", 7_800, 60, 604_800)),
        variables.number("MAX_SUBSCRIPTIONS_PER_CONNECTION", 50_000, 1, 10_000_000),
        variables.number(
            "MAX_EVENTS_PER_CONNECTION", Math.max(2, maxConcurrency * 3 / 4), 1, 1_600),
        maxConcurrency,
        variables.isSet("AWS_LAMBDA_MAX_CONCURRENCY"),
        Duration.ofSeconds(variables.number("MAX_QUEUE_AGE_SECONDS", 60, 1, 1_209_600)),
        Duration.ofSeconds(
            variables.number("REHEARSAL_SECONDS", clientWaits ? 0 : REHEARSAL_SECONDS, 0, 120)),
        clientWaits,
        variables.text("METRICS_NAMESPACE", "events-relay"),
        variables.level("AWS_LAMBDA_LOG_LEVEL", Level.INFO));
  }

  /**
   * The same for a rehearsal, in which some clients send everything, and whose events are as old as
   * its start.
   *
   * @param newManagementApi stands in for the Management API
   */
  Configuration forRehearsal(URI newManagementApi) {
    return new Configuration(
        StandIn.TABLE,
        Optional.of(newManagementApi),
        storeTimeout,
        postTimeout,
        connectionTtl,
        maxSubscriptions,
        2 * maxConcurrency,
        maxConcurrency,
        isManaged,
        Duration.ofDays(1),
        Duration.ZERO,
        clientWaitsForStart,
        metricsNamespace,
        logLevel);
  }
}
