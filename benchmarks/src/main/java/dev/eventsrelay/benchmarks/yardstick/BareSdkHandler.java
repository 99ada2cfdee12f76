// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.dynamodb.DynamoDbClients;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The calls to the SDK that one relay makes, and nothing else: the same requests over the same
 * clients with the same settings, on virtual threads like ours. No deadlines, no retries of our
 * own, no log, no metrics, and a guid that is found by its place.
 */
public final class BareSdkHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final String SUBSCRIBER = "subscriber#";
  private static final String GUID_FIELD = "{\"guid\":\"";

  private final String table = variable("CONNECTIONS_TABLE");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DynamoDbClient dynamoDb;
  private final ApiGatewayManagementApiClient posts;

  /** For the runtime. */
  public BareSdkHandler() {
    int concurrency = Integer.parseInt(variable("AWS_LAMBDA_MAX_CONCURRENCY"));
    Duration timeout = millis("DYNAMODB_TIMEOUT_MILLIS");
    Duration postTimeout = millis("POST_TIMEOUT_MILLIS");
    dynamoDb =
        DynamoDbClients.create(
            new DynamoDbSettings(table, timeout, TTL, TTL, TTL, 2 * concurrency + 16));
    posts =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(URI.create(variable("MANAGEMENT_API_ENDPOINT")))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(concurrency + 256)
                    .connectionTimeout(postTimeout)
                    .connectionAcquisitionTimeout(postTimeout)
                    .socketTimeout(postTimeout))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  private static Duration millis(String name) {
    return Duration.ofMillis(Long.parseLong(variable(name)));
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    Future<APIGatewayV2WebSocketResponse> relay =
        threads.submit(() -> relay(event.getBody(), event.getRequestContext().getConnectionId()));
    return await(relay);
  }

  private APIGatewayV2WebSocketResponse relay(String frame, String publisher) {
    int start = GUID_FIELD.length();
    String guid = frame.substring(start, frame.indexOf('"', start));
    Future<?> saving = threads.submit(() -> save(guid, publisher));
    QueryResponse subscribers = query(guid);
    var _ = await(saving);
    SdkBytes data = SdkBytes.fromUtf8String(frame);
    for (Map<String, AttributeValue> row : subscribers.items()) {
      String connection = requireNonNull(row.get("sk")).s().substring(SUBSCRIBER.length());
      posts.postToConnection(b -> b.connectionId(connection).data(data));
    }
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(subscribers.items().isEmpty() ? 404 : 200);
    return response;
  }

  private void save(String guid, String publisher) {
    String expiry = Long.toString(Instant.now().plus(TTL).getEpochSecond());
    dynamoDb.updateItem(
        b ->
            b.tableName(table)
                .key(Map.of("pk", string("guid#" + guid), "sk", string("publisher")))
                .returnValues(ReturnValue.ALL_NEW)
                .updateExpression("SET #publisher = :publisher, #ttl = :ttl")
                .expressionAttributeNames(Map.of("#publisher", "connectionId", "#ttl", "ttl"))
                .expressionAttributeValues(
                    Map.of(
                        ":publisher",
                        string(publisher),
                        ":ttl",
                        AttributeValue.builder().n(expiry).build())));
  }

  private QueryResponse query(String guid) {
    return dynamoDb.query(
        b ->
            b.tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                .expressionAttributeValues(
                    Map.of(":pk", string("guid#" + guid), ":prefix", string(SUBSCRIBER))));
  }

  private static AttributeValue string(String value) {
    return AttributeValue.builder().s(value).build();
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
