// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import dev.eventsrelay.relay.Places;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes the client that an environment keeps for its life. */
public final class DynamoDbClients {
  /** A call to DynamoDB takes milliseconds: a connection that takes longer than this is broken. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private static final int MAX_ATTEMPTS = 4;

  private DynamoDbClients() {}

  /**
   * A client with region, credentials and endpoint from the SDK's standard sources, {@code
   * AWS_ENDPOINT_URL_DYNAMODB} among them.
   */
  public static DynamoDbClient create(DynamoDbSettings settings) {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(settings.maxConnections())
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(Places.PATIENCE)
                .socketTimeout(settings.callTimeout()))
        .overrideConfiguration(
            o ->
                o.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .backoffStrategy(
                            BackoffStrategy.exponentialDelay(
                                Duration.ofMillis(25), Duration.ofMillis(400)))
                        .throttlingBackoffStrategy(
                            BackoffStrategy.exponentialDelay(
                                Duration.ofMillis(50), Duration.ofMillis(800)))
                        .build()))
        .build();
  }
}
