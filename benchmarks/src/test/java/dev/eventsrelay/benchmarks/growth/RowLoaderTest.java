// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class RowLoaderTest {
  private final List<List<WriteRequest>> batches = new ArrayList<>();

  /** Leaves the last row of a batch of more than one unprocessed. */
  private final class Busy implements DynamoDbClient {
    @Override
    public BatchWriteItemResponse batchWriteItem(Consumer<BatchWriteItemRequest.Builder> request) {
      List<WriteRequest> rows =
          BatchWriteItemRequest.builder()
              .applyMutation(request)
              .build()
              .requestItems()
              .getOrDefault("table", List.of());
      batches.add(rows);
      return BatchWriteItemResponse.builder()
          .unprocessedItems(rows.size() > 1 ? Map.of("table", List.of(rows.getLast())) : Map.of())
          .build();
    }

    @Override
    public String serviceName() {
      return "busy";
    }

    @Override
    public void close() {}
  }

  @Test
  void rows_fewerThanABatch_areWrittenByTheFlush() {
    try (DynamoDbClient target = new Busy();
        RowLoader loader = new RowLoader(target, "table")) {
      put(loader, 1);
      assertThat(batches).isEmpty();

      loader.flush();
      assertThat(sizes()).containsExactly(1);

      loader.flush();
      assertThat(sizes()).containsExactly(1);
    }
  }

  @Test
  void rows_unprocessed_areWrittenAgain() {
    try (DynamoDbClient target = new Busy();
        RowLoader loader = new RowLoader(target, "table")) {
      put(loader, 25);

      assertThat(sizes()).containsExactly(25, 1);
      assertThat(batches.get(1)).containsExactly(batches.get(0).getLast());
    }
  }

  @Test
  void rows_ofABatch_joinThoseOfPuts() {
    try (DynamoDbClient target = new Busy()) {
      try (RowLoader loader = new RowLoader(target, "table")) {
        put(loader, 24);
        loader.batchWriteItem(b -> b.requestItems(Map.of("table", List.of(row(98), row(99)))));
        assertThat(sizes()).containsExactly(25, 1);
      }
      assertThat(sizes()).as("what was left at the close").containsExactly(25, 1, 1);
    }
  }

  private List<Integer> sizes() {
    return batches.stream().map(List::size).toList();
  }

  private static void put(RowLoader loader, int rows) {
    for (int i = 0; i < rows; i++) {
      int number = i;
      loader.putItem(b -> b.item(row(number).putRequest().item()));
    }
  }

  private static WriteRequest row(int number) {
    return WriteRequest.builder()
        .putRequest(put -> put.item(Map.of("pk", AttributeValue.fromN(Integer.toString(number)))))
        .build();
  }
}
