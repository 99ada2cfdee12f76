// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.LocalTable;
import dev.eventsrelay.benchmarks.metered.Stores;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Fills a table through the relay's own store, many rows to a call. Not thread-safe. */
final class Filler implements AutoCloseable {
  /** DynamoDB Local writes one batch at a time: more threads would only wait for each other. */
  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final DynamoDbClient client;
  private final LocalTable table;

  Filler(LocalTable table) {
    this.table = requireNonNull(table, "table is null");
    this.client = table.client();
  }

  /** Stores what belongs to one number. */
  @FunctionalInterface
  interface Rows {
    void put(ConnectionStore store, long number);
  }

  /** Stores what belongs to each number of a range, which is there when this returns. */
  void fill(long from, long to, Rows rows) throws InterruptedException {
    List<Future<?>> parts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int part = i;
      parts.add(threads.submit(() -> fill(from + part, to, THREADS, rows)));
    }
    for (Future<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the table was not filled", e.getCause());
      }
    }
  }

  private void fill(long from, long to, int step, Rows rows) {
    try (RowLoader loader = new RowLoader(client, table.configuration().table())) {
      // The loader takes rows and returns: nothing of the store needs a thread of its own.
      ConnectionStore store = Stores.over(loader, table.configuration(), new Tasks(threads));
      for (long number = from; number < to; number += step) {
        rows.put(store, number);
      }
    }
  }

  @Override
  public void close() {
    threads.close();
    client.close();
  }
}
