// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The calls to the SDK that one relay makes, and nothing else: no deadlines, no retries of our own,
 * no log, no metrics, and a guid that is found by its place.
 */
public final class BareSdkHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final BareCalls calls = BareCalls.fromEnvironment();

  /** Virtual threads that are used again, as ours are. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofVirtual().factory());

  private final DynamoDbClient dynamoDb;
  private final ApiGatewayManagementApiClient managementApi;

  /** For the runtime. */
  public BareSdkHandler() {
    dynamoDb =
        DynamoDbClient.builder()
            .httpClientBuilder(http(calls.tableConnections(), calls.callTimeout()))
            .build();
    managementApi =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(calls.postEndpoint())
            .httpClientBuilder(http(calls.postConnections(), calls.postTimeout()))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** The product's HTTP client. */
  private static Apache5HttpClient.Builder http(int connections, Duration timeout) {
    return Apache5HttpClient.builder()
        .maxConnections(connections)
        .connectionTimeout(timeout)
        .connectionAcquisitionTimeout(timeout)
        .socketTimeout(timeout);
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    String frame = event.getBody();
    String publisher = event.getRequestContext().getConnectionId();
    return await(threads.submit(() -> relay(frame, publisher)));
  }

  private APIGatewayV2WebSocketResponse relay(String frame, String publisher) {
    String guid = BareCalls.guidIn(frame);
    Future<?> saving =
        threads.submit(() -> dynamoDb.updateItem(calls.savePublisher(guid, publisher)));
    QueryResponse found = dynamoDb.query(calls.findSubscribers(guid));
    var _ = await(saving);
    List<PostToConnectionRequest> posts = BareCalls.posts(found, frame);
    posts.forEach(managementApi::postToConnection);
    return BareCalls.answer(posts.size());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    }
  }
}
