// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@Timeout(60)
class TablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY =
      """
      "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
      "KeySchema": [
        {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
      """;

  private static ChildProcesses processes;
  private static DynamoDbLocal dynamoDb;
  private static DynamoDbClient client;
  private static Tables tables;

  @BeforeAll
  static void start(@TempDir Path scratch) throws Exception {
    processes = new ChildProcesses();
    dynamoDb =
        DynamoDbLocal.start(
            processes, Path.of("dynamodb-local", "target", "lib"), scratch, (pid, line) -> {});
    client =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    tables = new Tables(client);
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamoDb.close();
    processes.close();
  }

  private static ObjectNode properties(String more) throws IOException {
    return (ObjectNode) JSON.readTree("{" + KEY + more + "}");
  }

  private static TableDescription described(String name) {
    return client.describeTable(request -> request.tableName(name)).table();
  }

  @Test
  void create_templatesTable_isActiveWithTimeToLiveAndListsWhatItIgnores() throws Exception {
    ObjectNode properties =
        properties(
            """
            , "BillingMode": "PAY_PER_REQUEST",
            "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": true},
            "SSESpecification": {"SSEEnabled": true}
            """);
    assertThat(tables.create("events", properties).ignoredProperties())
        .containsExactly("SSESpecification");
    assertThat(described("events").tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(described("events").keySchema())
        .anyMatch(key -> key.keyType() == KeyType.RANGE && key.attributeName().equals("sk"));
    assertThat(
            client
                .describeTimeToLive(request -> request.tableName("events"))
                .timeToLiveDescription()
                .timeToLiveStatus())
        .isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(tables.create("events", properties).existed()).isTrue();
  }

  @Test
  void create_indexesAndCapacity_areCreated() throws Exception {
    tables.create(
        "indexed",
        properties(
            """
            , "ProvisionedThroughput": {"ReadCapacityUnits": "5", "WriteCapacityUnits": 6},
            "GlobalSecondaryIndexes": [{"IndexName": "by-sk",
              "KeySchema": [{"AttributeName": "sk", "KeyType": "HASH"}],
              "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["frame"]},
              "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}],
            "LocalSecondaryIndexes": [{"IndexName": "local",
              "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"}],
              "Projection": {"ProjectionType": "KEYS_ONLY"}}]
            """));
    TableDescription table = described("indexed");
    assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(6);
    assertThat(table.globalSecondaryIndexes())
        .singleElement()
        .satisfies(index -> assertThat(index.indexName()).isEqualTo("by-sk"))
        .satisfies(
            index -> assertThat(index.projection().nonKeyAttributes()).containsExactly("frame"));
    assertThat(table.localSecondaryIndexes())
        .singleElement()
        .satisfies(
            index ->
                assertThat(index.projection().projectionType())
                    .isEqualTo(ProjectionType.KEYS_ONLY));
  }

  @Test
  void create_existsWithAnotherKey_isRefused() throws Exception {
    tables.create("taken", properties(", \"BillingMode\": \"PAY_PER_REQUEST\""));
    ObjectNode other =
        (ObjectNode)
            JSON.readTree(
                """
                {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "BillingMode": "PAY_PER_REQUEST"}
                """);
    assertThatThrownBy(() -> tables.create("taken", other))
        .hasMessage("Table taken exists with another key: delete it, or use another name.");
  }

  @Test
  void create_unknownProperty_isRefusedByName() throws Exception {
    ObjectNode properties = properties(", \"BilingMode\": \"PAY_PER_REQUEST\"");
    assertThatThrownBy(() -> tables.create("typo", properties))
        .hasMessage("Table typo: property BilingMode is not supported here.");
  }

  @Test
  void start_folderMissing_saysWhatToDo(@TempDir Path empty) {
    assertThatThrownBy(() -> DynamoDbLocal.start(processes, empty, empty, (pid, line) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(empty.toString(), "./mvnw package", "--dynamodb-endpoint");
  }
}
