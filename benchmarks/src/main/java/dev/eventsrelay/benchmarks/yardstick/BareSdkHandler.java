// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The calls to the SDK that one relay makes, and nothing else: no deadlines, no retries of our own,
 * no log, no metrics, and a guid that is found by its place.
 *
 * <p>Its {@link #variables} choose the HTTP client and the threads.
 */
public final class BareSdkHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  static final String HTTP_CLIENT = "YARDSTICK_HTTP_CLIENT";
  private static final String THREADS = "YARDSTICK_THREADS";

  private final BareCalls calls = BareCalls.fromEnvironment();
  private final Threads kind = Threads.valueOf(BareCalls.variable(THREADS));
  private final ExecutorService threads = kind.start();
  private final DynamoDbClient dynamoDb;
  private final ApiGatewayManagementApiClient managementApi;

  /** What the calls run on. */
  public enum Threads {
    /** As ours: virtual ones that are used again. */
    REUSED_VIRTUAL {
      @Override
      ExecutorService start() {
        return Executors.newCachedThreadPool(Thread.ofVirtual().factory());
      }
    },
    /** A new virtual one for each task. */
    NEW_VIRTUAL {
      @Override
      ExecutorService start() {
        return Executors.newVirtualThreadPerTaskExecutor();
      }
    },
    /** That of the runtime, and others of the system beside it. */
    PLATFORM {
      @Override
      ExecutorService start() {
        return Executors.newCachedThreadPool();
      }
    };

    abstract ExecutorService start();
  }

  /** For the runtime. */
  public BareSdkHandler() {
    HttpClient http = HttpClient.valueOf(BareCalls.variable(HTTP_CLIENT));
    dynamoDb =
        DynamoDbClient.builder()
            .httpClientBuilder(http.builder(calls.tableConnections(), calls.callTimeout()))
            .build();
    managementApi =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(calls.postEndpoint())
            .httpClientBuilder(http.builder(calls.postConnections(), calls.postTimeout()))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  /** What it needs in its environment to use that HTTP client, on such threads. */
  public static Map<String, String> variables(HttpClient http, Threads threads) {
    return Map.of(HTTP_CLIENT, http.name(), THREADS, threads.name());
  }

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    String frame = event.getBody();
    String publisher = event.getRequestContext().getConnectionId();
    return kind == Threads.PLATFORM
        ? relay(frame, publisher)
        : await(threads.submit(() -> relay(frame, publisher)));
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
