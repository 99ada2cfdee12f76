// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ManagementApi;
import dev.eventsrelay.relay.ManagementApiSource;
import dev.eventsrelay.relay.Metrics;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.RetryingManagementApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * The Management API of each API and stage that events come from: in practice one, kept for the
 * life of the environment.
 *
 * <p>Thread-safe.
 */
public final class ManagementApis implements ManagementApiSource {
  /**
   * With their pauses about three seconds, if the invocation has them: a failure of a second or two
   * loses nothing, and one that lasts does not take all slots until the deadline.
   */
  private static final int MAX_ATTEMPTS = 10;

  private final Optional<URI> fixedEndpoint;
  private final Duration postTimeout;
  private final Backoff backoff;
  private final Region region;
  private final int maxConnections;
  private final Map<URI, ManagementApi> byEndpoint = new ConcurrentHashMap<>();

  /**
   * Management APIs; what they need is built when they are first asked for.
   *
   * @param fixedEndpoint where to post whatever the event says, stage included
   * @param postTimeout for one attempt
   * @param backoff between attempts
   * @param maxConnections HTTP connections to one endpoint at the most
   */
  public ManagementApis(
      Optional<URI> fixedEndpoint, Duration postTimeout, Backoff backoff, int maxConnections) {
    this.fixedEndpoint = requireNonNull(fixedEndpoint, "fixedEndpoint is null");
    this.postTimeout = requireNonNull(postTimeout, "postTimeout is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    this.maxConnections = maxConnections;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Built from the API's id, not from the domain name in the event: behind a custom domain the
   * path is the mapping's key, which need not be the stage.
   */
  @Override
  public ManagementApi of(String apiId, String stage, Metrics metrics) {
    return at(fixedEndpoint.orElseGet(() -> endpoint(apiId, stage)), metrics);
  }

  @Override
  public Optional<ManagementApi> configured() {
    return fixedEndpoint.map(endpoint -> at(endpoint, Metrics.NONE));
  }

  /** The clients are shared and live on; what retries around them belongs to one invocation. */
  private ManagementApi at(URI endpoint, Metrics metrics) {
    ManagementApi posts = byEndpoint.computeIfAbsent(endpoint, this::connect);
    return new RetryingManagementApi(posts, backoff, MAX_ATTEMPTS, metrics);
  }

  private URI endpoint(String apiId, String stage) {
    String suffix = PartitionMetadata.of(region).dnsSuffix();
    return URI.create(
        "https://" + apiId + ".execute-api." + region.id() + "." + suffix + "/" + stage);
  }

  private ManagementApi connect(URI endpoint) {
    ApiGatewayManagementApiClient client =
        ApiGatewayManagementApiClient.builder()
            .region(region)
            .endpointOverride(endpoint)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(maxConnections)
                    .connectionTimeout(postTimeout)
                    .connectionAcquisitionTimeout(Places.PATIENCE)
                    .socketTimeout(postTimeout))
            // Retries are ours: they end by the deadline of the invocation.
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    return new ApiGatewayManagementApi(
        client, postTimeout, new Places(maxConnections, Places.PATIENCE));
  }
}
