// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The stub as the SDK sees it. */
class AwsStubTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
  private static final Duration LATENCY = Duration.ofMillis(30);

  private final AwsStub stub = AwsStub.start(LATENCY, LATENCY);
  private final URI url = URI.create("http://127.0.0.1:" + stub.port());

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void query_findsAsManySubscribersAsTheGuidSays() {
    try (DynamoDbClient client = dynamoDb()) {
      long start = System.nanoTime();
      QueryResponse page = query(client, StubGuid.of(120, 0xab));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(LATENCY);
      assertThat(page.items()).hasSize(120).doesNotHaveDuplicates();
      assertThat(page.items().getFirst())
          .containsEntry("pk", string("guid#subscribers-120-ab"))
          .containsKey("ttl");
      assertThat(page.items())
          .extracting(row -> requireNonNull(row.get("sk")).s())
          .allMatch(key -> key.matches("subscriber#stub\\d{11}="));
      assertThat(page.hasLastEvaluatedKey()).isFalse();
      assertThat(query(client, StubGuid.of(120, 0xab), "pending#").items()).isEmpty();
      assertThat(query(client, "warm-up").items()).isEmpty();
    }
  }

  @Test
  void writes_answerLikeDynamoDb() {
    try (DynamoDbClient client = dynamoDb()) {
      Map<String, AttributeValue> key =
          Map.of("pk", string("guid#" + StubGuid.of(1, 1)), "sk", string("publisher"));

      assertThat(
              client
                  .updateItem(b -> b.tableName("t").key(key).returnValues(ReturnValue.ALL_NEW))
                  .attributes())
          .containsKeys("pk", "sk", "connectionId", "ttl");
      assertThat(client.putItem(b -> b.tableName("t").item(key)).hasAttributes()).isFalse();
      assertThat(client.deleteItem(b -> b.tableName("t").key(key)).hasAttributes()).isFalse();
    }
  }

  @Test
  void post_succeeds_andIsCounted() throws Exception {
    try (ApiGatewayManagementApiClient client =
        ApiGatewayManagementApiClient.builder()
            .endpointOverride(url.resolve("/prod"))
            .credentialsProvider(CREDENTIALS)
            .region(Region.US_EAST_1)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      client.postToConnection(
          b -> b.connectionId("JC1dgf9yoAMCK-g=").data(SdkBytes.fromUtf8String("{}")));
    }
    assertThat(get(StubHandler.COUNTS_PATH).body()).isEqualTo("0 1");
    assertThat(get("/else").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(url.resolve(path)).method("GET", BodyPublishers.noBody()).build(),
          BodyHandlers.ofString());
    }
  }

  private static QueryResponse query(DynamoDbClient client, String guid) {
    return query(client, guid, "subscriber#");
  }

  private static QueryResponse query(DynamoDbClient client, String guid, String prefix) {
    return client.query(
        b ->
            b.tableName("t")
                .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                .expressionAttributeValues(
                    Map.of(":pk", string("guid#" + guid), ":prefix", string(prefix))));
  }

  private static AttributeValue string(String value) {
    return AttributeValue.builder().s(value).build();
  }

  private DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(url)
        .credentialsProvider(CREDENTIALS)
        .region(Region.US_EAST_1)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }
}
