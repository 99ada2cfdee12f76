// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The connection table, for its own rows and those of an application: each method is one call or a
 * few, every read is strongly consistent, and none can scan.
 *
 * <p>Thread-safe. Every method returns by its deadline, and throws {@link
 * dev.eventsrelay.connection.StoreException} if DynamoDB did not do what was asked.
 */
public final class Table {
  private final String name;
  private final TableCalls calls;
  private final Batches batches;
  private final InstantSource clock;

  private Table(String name, TableCalls calls, Batches batches, InstantSource clock) {
    this.name = requireNonNull(name, "name is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.batches = requireNonNull(batches, "batches is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * A table.
   *
   * @param client asked for each call; it stays the caller's to close
   * @param clock tells which rows have expired
   */
  public static Table of(
      DynamoDbSettings settings,
      Supplier<DynamoDbClient> client,
      Backoff backoff,
      Tasks tasks,
      InstantSource clock) {
    ConcurrencyLimit limit =
        new ConcurrencyLimit(settings.maxConnections(), ConcurrencyLimit.PATIENCE);
    TableCalls calls = new TableCalls(client, limit);
    Batches batches = new Batches(settings.table(), calls, backoff, tasks);
    return new Table(settings.table(), calls, batches, clock);
  }

  /** The time by which rows expire. */
  public Instant now() {
    return clock.instant();
  }

  /** When something that lives that long expires, as an attribute. */
  public AttributeValue expiry(Duration ttl) {
    return AttributeValue.fromN(Long.toString(now().plus(ttl).getEpochSecond()));
  }

  /** Writes a row, in the place of the one with its key. */
  public void put(Row row, Deadline deadline) {
    calls.make(
        deadline,
        (client, limit) ->
            client.putItem(
                b -> b.tableName(name).item(row.attributes()).overrideConfiguration(limit)));
  }

  /** Reads a row; empty if there is none, or it has expired. */
  public Optional<Row> get(Key key, Deadline deadline) {
    Map<String, AttributeValue> item =
        calls.make(
            deadline,
            (client, limit) ->
                client
                    .getItem(
                        b ->
                            b.tableName(name)
                                .key(key.attributes())
                                .consistentRead(true)
                                .overrideConfiguration(limit))
                    .item());
    return Optional.of(new Row(item)).filter(row -> !item.isEmpty() && row.isLive(now()));
  }

  /** Changes a row, or makes one. Expired rows count as long as they are there. */
  public Update.Result update(Update update, Deadline deadline) {
    return calls.make(
        deadline,
        (client, limit) -> {
          try {
            return new Update.Result(
                true,
                new Row(
                    client
                        .updateItem(
                            b ->
                                b.tableName(name)
                                    .key(update.key().attributes())
                                    .updateExpression(update.expression())
                                    .conditionExpression(
                                        update.condition().isEmpty() ? null : update.condition())
                                    .expressionAttributeNames(orNull(update.names()))
                                    .expressionAttributeValues(orNull(update.values()))
                                    .returnValues(ReturnValue.ALL_NEW)
                                    .returnValuesOnConditionCheckFailure(
                                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                    .overrideConfiguration(limit))
                        .attributes()));
          } catch (ConditionalCheckFailedException e) {
            return new Update.Result(false, new Row(e.hasItem() ? e.item() : Map.of()));
          }
        });
  }

  /** DynamoDB refuses an empty map. */
  private static <V> @Nullable Map<String, V> orNull(Map<String, V> map) {
    return map.isEmpty() ? null : map;
  }

  /** Deletes a row. One that there is not is fine. */
  public void delete(Key key, Deadline deadline) {
    calls.make(
        deadline,
        (client, limit) ->
            client.deleteItem(
                b -> b.tableName(name).key(key.attributes()).overrideConfiguration(limit)));
  }

  /** Deletes any number of rows, in no particular order. */
  public void deleteAll(Collection<Key> keys, Deadline deadline) {
    batches.delete(keys, deadline);
  }

  /** Which of the rows there are and have not expired. */
  public Set<Key> existing(Collection<Key> keys, Deadline deadline) {
    return batches.existing(keys, now(), deadline);
  }

  /**
   * Hands over the rows of a partition whose sort keys begin so, a page at a time; expired ones are
   * left out.
   */
  public void forEachPage(
      String partition, String sortKeyPrefix, Deadline deadline, Consumer<List<Row>> page) {
    Map<String, AttributeValue> from = Map.of();
    do {
      // Left out of the first request: an empty start key does not match the table's key schema.
      QueryRequest.Builder query =
          query(partition, sortKeyPrefix).exclusiveStartKey(from.isEmpty() ? null : from);
      QueryResponse answer =
          calls.make(
              deadline,
              (client, limit) -> client.query(query.overrideConfiguration(limit).build()));
      Instant now = now();
      page.accept(answer.items().stream().map(Row::new).filter(row -> row.isLive(now)).toList());
      from = answer.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  private QueryRequest.Builder query(String partition, String sortKeyPrefix) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", AttributeValue.fromS(partition));
    String condition = Key.PARTITION_KEY + " = :pk";
    if (!sortKeyPrefix.isEmpty()) {
      condition += " AND begins_with(" + Key.SORT_KEY + ", :prefix)";
      values.put(":prefix", AttributeValue.fromS(sortKeyPrefix));
    }
    return QueryRequest.builder()
        .tableName(name)
        .consistentRead(true)
        .keyConditionExpression(condition)
        .expressionAttributeValues(values);
  }
}
