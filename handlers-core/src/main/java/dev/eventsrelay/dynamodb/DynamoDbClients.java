// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.ConcurrencyLimit;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the client that an environment keeps for its life. */
public final class DynamoDbClients {
  /** A call to DynamoDB takes milliseconds: a connection that takes longer than this is broken. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** No invocation lives longer; each call has its own, shorter time limit. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private static final int MAX_ATTEMPTS = 4;

  private DynamoDbClients() {}

  /**
   * A client with region, credentials and endpoint from the SDK's standard sources, {@code
   * AWS_ENDPOINT_URL_DYNAMODB} among them, unless the settings name an endpoint.
   *
   * @param random for the jitter between attempts; the SDK's own would be shared by all copies that
   *     are restored from one snapshot
   */
  public static DynamoDbClient create(DynamoDbSettings settings, RandomGenerator random) {
    return DynamoDbClient.builder()
        .endpointOverride(settings.endpoint().orElse(null))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(settings.maxConnections())
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(ConcurrencyLimit.PATIENCE)
                .socketTimeout(LONGEST_CALL))
        .overrideConfiguration(
            o ->
                o.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .backoffStrategy(
                            jittered(Duration.ofMillis(25), Duration.ofMillis(400), random))
                        .throttlingBackoffStrategy(
                            jittered(Duration.ofMillis(50), Duration.ofMillis(800), random))
                        .build()))
        .build();
  }

  private static BackoffStrategy jittered(
      Duration first, Duration longest, RandomGenerator random) {
    Backoff backoff = new Backoff(first, longest, random, Thread::sleep);
    return attempt -> backoff.delayAfter(Math.max(1, attempt));
  }
}
