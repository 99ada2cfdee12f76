// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.ConnectionsApis;
import dev.eventsrelay.snapshot.Restorable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crac.Context;
import org.crac.Resource;
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
public final class AwsConnectionsApis implements ConnectionsApis {
  /** API Gateway answers in milliseconds: a connection that takes longer than this is broken. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** No invocation lives longer; each call has its own, shorter time limit. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

  private final Optional<URI> fixedEndpoint;
  private final Region region;
  private final int maxConnections;
  private final Context<Resource> snapshots;
  private final Map<URI, ConnectionsApi> byEndpoint = new ConcurrentHashMap<>();

  /**
   * Management APIs; what they need is built when they are first asked for.
   *
   * @param fixedEndpoint where to post whatever the event says, stage included
   * @param maxConnections HTTP connections to one endpoint
   * @param snapshots that no connection may be part of
   */
  public AwsConnectionsApis(
      Optional<URI> fixedEndpoint, int maxConnections, Context<Resource> snapshots) {
    this.fixedEndpoint = requireNonNull(fixedEndpoint, "fixedEndpoint is null");
    this.region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    this.maxConnections = maxConnections;
    this.snapshots = requireNonNull(snapshots, "snapshots is null");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Built from the API's id, not from the domain name in the event: behind a custom domain the
   * path is the mapping's key, which need not be the stage.
   */
  @Override
  public ConnectionsApi of(String apiId, String stage) {
    return at(fixedEndpoint.orElseGet(() -> endpoint(apiId, stage)));
  }

  @Override
  public Optional<ConnectionsApi> configured() {
    return fixedEndpoint.map(this::at);
  }

  private ConnectionsApi at(URI endpoint) {
    return byEndpoint.computeIfAbsent(endpoint, this::connect);
  }

  private URI endpoint(String apiId, String stage) {
    String suffix = PartitionMetadata.of(region).dnsSuffix();
    return URI.create(
        "https://" + apiId + ".execute-api." + region.id() + "." + suffix + "/" + stage);
  }

  private ConnectionsApi connect(URI endpoint) {
    return new AwsConnectionsApi(
        Restorable.of(() -> client(endpoint), ApiGatewayManagementApiClient::close, snapshots),
        new ConcurrencyLimit(maxConnections, ConcurrencyLimit.PATIENCE));
  }

  private ApiGatewayManagementApiClient client(URI endpoint) {
    return ApiGatewayManagementApiClient.builder()
        .region(region)
        .endpointOverride(endpoint)
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(maxConnections)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(ConcurrencyLimit.PATIENCE)
                .socketTimeout(LONGEST_CALL))
        // Retries are ours: they end by the deadline of the invocation.
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
