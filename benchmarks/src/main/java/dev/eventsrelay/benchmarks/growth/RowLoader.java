// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A client that only puts, and puts many rows at once: with it the relay's own store fills a table
 * in a fraction of the time, and the rows are the store's own. Not thread-safe.
 *
 * <p>A row is only there after {@link #flush}.
 */
final class RowLoader implements DynamoDbClient {
  /** DynamoDB's own limit. */
  private static final int ROWS_PER_BATCH = 25;

  private final DynamoDbClient target;
  private final String table;
  private final List<WriteRequest> rows = new ArrayList<>();

  RowLoader(DynamoDbClient target, String table) {
    this.target = requireNonNull(target, "target is null");
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public PutItemResponse putItem(Consumer<PutItemRequest.Builder> request) {
    PutItemRequest put = PutItemRequest.builder().applyMutation(request).build();
    add(WriteRequest.builder().putRequest(b -> b.item(put.item())).build());
    return PutItemResponse.builder().build();
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(Consumer<BatchWriteItemRequest.Builder> request) {
    BatchWriteItemRequest batch = BatchWriteItemRequest.builder().applyMutation(request).build();
    batch.requestItems().values().forEach(writes -> writes.forEach(this::add));
    return BatchWriteItemResponse.builder().build();
  }

  private void add(WriteRequest row) {
    rows.add(row);
    if (rows.size() == ROWS_PER_BATCH) {
      flush();
    }
  }

  /** Writes what has not been written yet. */
  void flush() {
    List<WriteRequest> left = List.copyOf(rows);
    rows.clear();
    while (!left.isEmpty()) {
      Map<String, List<WriteRequest>> batch = Map.of(table, left);
      left =
          target
              .batchWriteItem(b -> b.requestItems(batch))
              .unprocessedItems()
              .getOrDefault(table, List.of());
    }
  }

  @Override
  public String serviceName() {
    return target.serviceName();
  }

  /** Leaves the other client open: it is its owner's to close. */
  @Override
  public void close() {
    flush();
  }
}
