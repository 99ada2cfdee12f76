// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiAsyncClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The same calls as those of {@link BareSdkHandler} by the SDK's asynchronous clients, each step in
 * the callback of the one before. Its {@link #variables} choose the HTTP client.
 */
public final class BareAsyncSdkHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private final BareCalls calls = BareCalls.fromEnvironment();
  private final DynamoDbAsyncClient dynamoDb;
  private final ApiGatewayManagementApiAsyncClient managementApi;

  /** For the runtime. */
  public BareAsyncSdkHandler() {
    AsyncHttpClient http = AsyncHttpClient.valueOf(BareCalls.variable(BareSdkHandler.HTTP_CLIENT));
    dynamoDb =
        DynamoDbAsyncClient.builder()
            .httpClientBuilder(http.builder(calls.tableConnections(), calls.callTimeout()))
            .build();
    managementApi =
        ApiGatewayManagementApiAsyncClient.builder()
            .endpointOverride(calls.postEndpoint())
            .httpClientBuilder(http.builder(calls.postConnections(), calls.postTimeout()))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** What it needs in its environment to use that HTTP client. */
  public static Map<String, String> variables(AsyncHttpClient http) {
    return Map.of(BareSdkHandler.HTTP_CLIENT, http.name());
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    String frame = event.getBody();
    String guid = BareCalls.guidIn(frame);
    String publisher = event.getRequestContext().getConnectionId();
    CompletableFuture<?> saving = dynamoDb.updateItem(calls.savePublisher(guid, publisher));
    return dynamoDb
        .query(calls.findSubscribers(guid))
        .thenCombine(saving, (found, saved) -> BareCalls.posts(found, frame))
        .thenCompose(
            posts -> {
              List<CompletableFuture<PostToConnectionResponse>> answers =
                  posts.stream().map(managementApi::postToConnection).toList();
              return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                  .thenApply(all -> BareCalls.answer(answers.size()));
            })
        .join();
  }
}
