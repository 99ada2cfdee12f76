// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates a template's tables in DynamoDB Local or another DynamoDB that checks no signature.
 * Thread-safe.
 *
 * @param dynamoDb where to create tables; closed by the caller
 */
public record Tables(DynamoDbApi dynamoDb) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  /**
   * Creates a table and waits until it is active, for at most a minute. An existing table with the
   * same key is used unchanged.
   *
   * @param name of the table
   * @param properties of the {@code AWS::DynamoDB::Table} resource, without intrinsic functions
   * @throws IllegalArgumentException with a sentence that names the wrong property
   * @throws DynamoDbException if DynamoDB refuses it or does not answer
   */
  public void create(String name, ObjectNode properties) throws InterruptedException {
    CreateTable request = CreateTable.of(name, new TableProperties(name, properties));
    boolean existed = !created(request);
    JsonNode table = awaitActive(name);
    if (existed && !keyOf(table).equals(keyOf(request.body()))) {
      throw new IllegalArgumentException(
          "Table %s exists with another key: delete it, or use another name.".formatted(name));
    }
    if (request.timeToLiveAttribute().isPresent()) {
      enableTimeToLive(name, request.timeToLiveAttribute().get());
    }
  }

  private boolean created(CreateTable request) throws InterruptedException {
    try {
      dynamoDb.call("CreateTable", request.body());
      return true;
    } catch (DynamoDbException e) {
      if (e.is("ResourceInUseException")) {
        return false;
      }
      throw e;
    }
  }

  private JsonNode awaitActive(String name) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode table = dynamoDb.call("DescribeTable", named(name)).path("Table");
      if (table.path("TableStatus").asText().equals("ACTIVE")) {
        return table;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalArgumentException(
            "Table %s is still %s after %d s."
                .formatted(name, table.path("TableStatus").asText(), PATIENCE.toSeconds()));
      }
      Thread.sleep(POLL_INTERVAL);
    }
  }

  private static Set<JsonNode> keyOf(JsonNode table) {
    return table.path("KeySchema").valueStream().collect(Collectors.toSet());
  }

  private void enableTimeToLive(String name, String attribute) throws InterruptedException {
    String status =
        dynamoDb
            .call("DescribeTimeToLive", named(name))
            .at("/TimeToLiveDescription/TimeToLiveStatus")
            .asText();
    if (status.equals("ENABLED") || status.equals("ENABLING")) {
      return;
    }
    ObjectNode request = named(name);
    request
        .putObject("TimeToLiveSpecification")
        .put("AttributeName", attribute)
        .put("Enabled", true);
    dynamoDb.call("UpdateTimeToLive", request);
  }

  private static ObjectNode named(String table) {
    return JsonNodeFactory.instance.objectNode().put("TableName", table);
  }
}
