// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The relay's table, seen from outside. Thread-safe.
 *
 * @param client reaches it
 * @param name its name
 */
public record Table(DynamoDbClient client, String name) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  public Table {
    requireNonNull(client, "client is null");
    requireNonNull(name, "name is null");
  }

  /** The sort keys of a partition. */
  public List<String> sortKeys(String partition) {
    return client
        .queryPaginator(
            QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk")
                .expressionAttributeValues(Map.of(":pk", string(partition)))
                .build())
        .items()
        .stream()
        .map(row -> row.getOrDefault("sk", string("")).s())
        .toList();
  }

  /** Rows that say who is subscribed to the guid. */
  public long subscribers(String guid) {
    return sortKeys("guid#" + guid).stream().filter(key -> key.startsWith("subscriber#")).count();
  }

  /** Rows of a connection, its own and those of its subscriptions. */
  public long rowsOf(String connectionId) {
    return sortKeys("connection#" + connectionId).size();
  }

  /** Waits until that many connections are subscribed to the guid. */
  public void awaitSubscribers(String guid, long count) {
    await("%d subscribers of %s".formatted(count, guid))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> subscribers(guid) == count);
  }

  /** Subscribes a connection that API Gateway does not know, as one whose close got lost. */
  public void putGhostSubscriber(String guid, String connectionId, long expiresAtEpochSecond) {
    AttributeValue ttl = AttributeValue.fromN(Long.toString(expiresAtEpochSecond));
    put(
        Map.of(
            "pk", string("guid#" + guid), "sk", string("subscriber#" + connectionId), "ttl", ttl));
    AttributeValue partition = string("connection#" + connectionId);
    put(Map.of("pk", partition, "sk", string("connection"), "ttl", ttl));
    // A page of notes for each guid: which page a note is on does not matter for finding it.
    put(
        Map.of(
            "pk",
            partition,
            "sk",
            string("subscriptions#0#" + guid),
            "topics",
            AttributeValue.fromSs(List.of(guid)),
            "ttl",
            ttl));
  }

  private void put(Map<String, AttributeValue> row) {
    client.putItem(b -> b.tableName(name).item(row));
  }

  private static AttributeValue string(String value) {
    return AttributeValue.fromS(value);
  }
}
