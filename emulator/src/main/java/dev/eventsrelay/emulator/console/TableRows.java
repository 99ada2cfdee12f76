// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;

/**
 * Reads a part of a table. A scan, which an application should not make, is right for a person who
 * looks into a small table. Thread-safe.
 */
final class TableRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ROWS = 500;

  /** Each reads up to 1 MB. */
  private static final int MAX_SCANS = 20;

  private final DynamoDbApi dynamoDb;

  TableRows(DynamoDbApi dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /**
   * The keys, the TTL attribute and the items of a table, as DynamoDB writes them, and whether
   * there are more.
   *
   * @param text only items with this text; empty for all
   */
  ObjectNode read(String table, String text) throws InterruptedException {
    ObjectNode name = JSON.createObjectNode().put("TableName", table);
    ObjectNode rows = JSON.createObjectNode();
    rows.set("keys", dynamoDb.call("DescribeTable", name).at("/Table/KeySchema"));
    rows.put(
        "ttl",
        dynamoDb
            .call("DescribeTimeToLive", name)
            .at("/TimeToLiveDescription/AttributeName")
            .asText(""));
    ArrayNode items = rows.putArray("items");
    ObjectNode scan = name.deepCopy();
    boolean more = true;
    for (int i = 0; more && i < MAX_SCANS && items.size() < MAX_ROWS; i++) {
      JsonNode page = dynamoDb.call("Scan", scan);
      for (JsonNode item : page.path("Items")) {
        if (items.size() < MAX_ROWS && (text.isEmpty() || item.toString().contains(text))) {
          items.add(item);
        }
      }
      more = page.has("LastEvaluatedKey");
      scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    }
    return rows.put("more", more || items.size() == MAX_ROWS);
  }
}
