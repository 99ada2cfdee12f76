// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static dev.eventsrelay.dynamodb.Row.number;
import static dev.eventsrelay.dynamodb.Row.string;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.relay.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The table: its name, its clock, and the calls that more than one kind of row needs. */
final class Table {
  private final String name;
  private final DynamoDbCalls calls;
  private final InstantSource clock;

  Table(String name, DynamoDbCalls calls, InstantSource clock) {
    this.name = requireNonNull(name, "name is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  String name() {
    return name;
  }

  DynamoDbCalls calls() {
    return calls;
  }

  Instant now() {
    return clock.instant();
  }

  /** When something that lives that long expires, as an attribute. */
  AttributeValue expiry(Duration ttl) {
    return number(now().plus(ttl).getEpochSecond());
  }

  void put(Map<String, AttributeValue> row, Deadline deadline) {
    calls.make(
        deadline,
        (client, limit) ->
            client.putItem(b -> b.tableName(name).item(row).overrideConfiguration(limit)));
  }

  void delete(Map<String, AttributeValue> key, Deadline deadline) {
    calls.make(
        deadline,
        (client, limit) ->
            client.deleteItem(b -> b.tableName(name).key(key).overrideConfiguration(limit)));
  }

  /** Hands over the rows of a partition whose sort keys begin so, a page at a time. */
  void forEachPage(
      String partition,
      String sortKeyPrefix,
      Deadline deadline,
      Consumer<List<Map<String, AttributeValue>>> page) {
    Map<String, AttributeValue> from = Map.of();
    do {
      // Left out of the first request: an empty start key does not match the table's key schema.
      QueryRequest.Builder query =
          query(partition, sortKeyPrefix).exclusiveStartKey(from.isEmpty() ? null : from);
      QueryResponse answer =
          calls.make(
              deadline,
              (client, limit) -> client.query(query.overrideConfiguration(limit).build()));
      page.accept(answer.items());
      from = answer.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  private QueryRequest.Builder query(String partition, String sortKeyPrefix) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", string(partition)));
    String condition = Row.PARTITION_KEY + " = :pk";
    if (!sortKeyPrefix.isEmpty()) {
      condition += " AND begins_with(" + Row.SORT_KEY + ", :prefix)";
      values.put(":prefix", string(sortKeyPrefix));
    }
    return QueryRequest.builder()
        .tableName(name)
        .consistentRead(true)
        .keyConditionExpression(condition)
        .expressionAttributeValues(values);
  }
}
