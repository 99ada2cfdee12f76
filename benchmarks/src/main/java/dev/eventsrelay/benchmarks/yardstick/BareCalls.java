// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The calls of one relay, the same requests as ours, and what they need to know.
 *
 * @param table where connections are
 * @param postEndpoint of the Management API, stage included
 * @param concurrency invocations at once
 * @param callTimeout of a call to the table
 * @param postTimeout of a post
 */
record BareCalls(
    String table, URI postEndpoint, int concurrency, Duration callTimeout, Duration postTimeout) {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final String SUBSCRIBER = "subscriber#";
  private static final String GUID_FIELD = "{\"guid\":\"";

  static BareCalls fromEnvironment() {
    return new BareCalls(
        variable("CONNECTIONS_TABLE"),
        URI.create(variable("MANAGEMENT_API_ENDPOINT")),
        Integer.parseInt(variable("AWS_LAMBDA_MAX_CONCURRENCY")),
        millis("DYNAMODB_TIMEOUT_MILLIS"),
        millis("POST_TIMEOUT_MILLIS"));
  }

  private static Duration millis(String name) {
    return Duration.ofMillis(Long.parseLong(variable(name)));
  }

  static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  /** As many HTTP connections to the table as ours. */
  int tableConnections() {
    return 2 * concurrency + 16;
  }

  /** As many HTTP connections to the Management API as ours. */
  int postConnections() {
    return concurrency + 512;
  }

  /** Found by its place, not parsed. */
  static String guidIn(String frame) {
    int start = GUID_FIELD.length();
    return frame.substring(start, frame.indexOf('"', start));
  }

  UpdateItemRequest savePublisher(String guid, String publisher) {
    String expiry = Long.toString(Instant.now().plus(TTL).getEpochSecond());
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(Map.of("pk", string("guid#" + guid), "sk", string("publisher")))
        .returnValues(ReturnValue.ALL_NEW)
        .updateExpression("SET #publisher = :publisher, #ttl = :ttl")
        .expressionAttributeNames(Map.of("#publisher", "connectionId", "#ttl", "ttl"))
        .expressionAttributeValues(
            Map.of(
                ":publisher",
                string(publisher),
                ":ttl",
                AttributeValue.builder().n(expiry).build()))
        .build();
  }

  QueryRequest findSubscribers(String guid) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
        .expressionAttributeValues(
            Map.of(":pk", string("guid#" + guid), ":prefix", string(SUBSCRIBER)))
        .build();
  }

  /** A post to each of those that were found. */
  static List<PostToConnectionRequest> posts(QueryResponse found, String frame) {
    SdkBytes data = SdkBytes.fromUtf8String(frame);
    return found.items().stream()
        .map(row -> requireNonNull(row.get("sk")).s().substring(SUBSCRIBER.length()))
        .map(
            connection ->
                PostToConnectionRequest.builder().connectionId(connection).data(data).build())
        .toList();
  }

  static APIGatewayV2WebSocketResponse answer(int posts) {
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(posts == 0 ? 404 : 200);
    return response;
  }

  private static AttributeValue string(String value) {
    return AttributeValue.builder().s(value).build();
  }
}
