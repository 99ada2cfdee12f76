// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  private static DynamoDbApi client;
  private static Tables tables;

  @BeforeAll
  static void start(@TempDir Path scratch) throws Exception {
    processes = new ChildProcesses();
    dynamoDb =
        DynamoDbLocal.start(
            processes,
            Programs.ofThisProcess().files(Program.DYNAMODB_LOCAL),
            scratch,
            (pid, line) -> {});
    client = new DynamoDbApi(dynamoDb.endpoint(), "us-east-1");
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

  private static JsonNode described(String operation, String table) throws Exception {
    return client.call(operation, JSON.createObjectNode().put("TableName", table));
  }

  @Test
  void create_templatesTable_isActiveWithTimeToLive() throws Exception {
    ObjectNode properties =
        properties(
            """
            , "BillingMode": "PAY_PER_REQUEST",
            "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": true},
            "SSESpecification": {"SSEEnabled": true}
            """);

    tables.create("events", properties);

    JsonNode table = described("DescribeTable", "events").path("Table");
    assertThat(table.path("TableStatus").asText()).isEqualTo("ACTIVE");
    assertThat(table.path("KeySchema")).isEqualTo(properties.path("KeySchema"));
    assertThat(described("DescribeTimeToLive", "events").toString())
        .contains("\"TimeToLiveStatus\":\"ENABLED\"", "\"AttributeName\":\"ttl\"");
    assertThatCode(() -> tables.create("events", properties))
        .as("once more")
        .doesNotThrowAnyException();
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

    JsonNode table = described("DescribeTable", "indexed").path("Table");
    assertThat(table.at("/ProvisionedThroughput/ReadCapacityUnits").asInt()).isEqualTo(5);
    assertThat(table.at("/ProvisionedThroughput/WriteCapacityUnits").asInt()).isEqualTo(6);
    assertThat(table.at("/GlobalSecondaryIndexes/0/IndexName").asText()).isEqualTo("by-sk");
    assertThat(table.at("/GlobalSecondaryIndexes/0/Projection/NonKeyAttributes").toString())
        .isEqualTo("[\"frame\"]");
    assertThat(table.at("/LocalSecondaryIndexes/0/Projection/ProjectionType").asText())
        .isEqualTo("KEYS_ONLY");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"BilingMode\": \"x\" | property BilingMode is not supported here.",
        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 1} | property WriteCapacityUnits is"
            + " missing.",
        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": \"few\"} | property ReadCapacityUnits"
            + " is \"few\" and must be a number.",
        "\"LocalSecondaryIndexes\": [{\"IndexName\": \"i\"}] | property Projection is missing.",
        "\"GlobalSecondaryIndexes\": [7] | an object is expected instead of 7.",
      })
  void create_wrongProperty_isRefusedByName(String property, String complaint) throws Exception {
    ObjectNode properties = properties(", " + property);
    assertThatThrownBy(() -> tables.create("typo", properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Table typo: " + complaint);
  }

  @Test
  void create_whatDynamoDbRefuses_isASentenceThatNamesIt() throws Exception {
    ObjectNode properties = properties(", \"BillingMode\": \"FREE\"");
    assertThatThrownBy(() -> tables.create("free", properties))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageStartingWith(
            "The DynamoDB at %s refused CreateTable: ".formatted(dynamoDb.endpoint()))
        .hasMessageEndingWith(".");
  }
}
