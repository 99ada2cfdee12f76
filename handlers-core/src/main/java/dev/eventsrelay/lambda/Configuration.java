// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static java.util.Objects.requireNonNull;

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
 * @param dynamoDbTimeout {@code DYNAMODB_TIMEOUT_MILLIS}, 2,000: one call with its retries
 * @param postTimeout {@code POST_TIMEOUT_MILLIS}, 3,000: one attempt to post
 * @param connectionTtl {@code CONNECTION_TTL_SECONDS}, 7,800: ten minutes longer than the two hours
 *     that API Gateway lets a connection live
 * @param publisherTtl {@code PUBLISHER_TTL_SECONDS}, 300: a router acknowledges within a minute
 * @param pendingTtl {@code PENDING_TTL_SECONDS}, 60: as long as a router waits for its result; 0
 *     keeps no results
 * @param maxConcurrency {@code AWS_LAMBDA_MAX_CONCURRENCY}, set by Lambda; 1 on a standard function
 * @param logLevel {@code AWS_LAMBDA_LOG_LEVEL}, set by Lambda; otherwise INFO
 */
public record Configuration(
    String table,
    Optional<URI> managementApi,
    Duration dynamoDbTimeout,
    Duration postTimeout,
    Duration connectionTtl,
    Duration publisherTtl,
    Duration pendingTtl,
    int maxConcurrency,
    Level logLevel) {
  public Configuration {
    requireNonNull(table, "table is null");
    requireNonNull(managementApi, "managementApi is null");
    requireNonNull(dynamoDbTimeout, "dynamoDbTimeout is null");
    requireNonNull(postTimeout, "postTimeout is null");
    requireNonNull(connectionTtl, "connectionTtl is null");
    requireNonNull(publisherTtl, "publisherTtl is null");
    requireNonNull(pendingTtl, "pendingTtl is null");
    requireNonNull(logLevel, "logLevel is null");
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException with a sentence that names the variable that is missing or wrong
   */
  public static Configuration from(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new Configuration(
        variables.required("CONNECTIONS_TABLE", "the name of the DynamoDB table"),
        variables.httpUri("MANAGEMENT_API_ENDPOINT"),
        Duration.ofMillis(variables.number("DYNAMODB_TIMEOUT_MILLIS", 2_000, 10, 20_000)),
        Duration.ofMillis(variables.number("POST_TIMEOUT_MILLIS", 3_000, 10, 20_000)),
        Duration.ofSeconds(variables.number("CONNECTION_TTL_SECONDS", 7_800, 60, 604_800)),
        Duration.ofSeconds(variables.number("PUBLISHER_TTL_SECONDS", 300, 10, 604_800)),
        Duration.ofSeconds(variables.number("PENDING_TTL_SECONDS", 60, 0, 3_600)),
        variables.number("AWS_LAMBDA_MAX_CONCURRENCY", 1, 1, 1_600),
        variables.level("AWS_LAMBDA_LOG_LEVEL", Level.INFO));
  }
}
