// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.StoreException;
import dev.eventsrelay.relay.StoreException.Kind;
import dev.eventsrelay.relay.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes any number of rows in batches, and again whatever DynamoDB leaves unprocessed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 */
final class BatchWriter {
  /** DynamoDB's own limit. */
  private static final int ROWS_PER_BATCH = 25;

  /** Enough to clean up a large connection in seconds, few enough to leave the table some air. */
  private static final int BATCHES_AT_ONCE = 8;

  private final String table;
  private final DynamoDbCalls calls;
  private final Backoff backoff;
  private final Tasks tasks;

  BatchWriter(String table, DynamoDbCalls calls, Backoff backoff, Tasks tasks) {
    this.table = requireNonNull(table, "table is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
  }

  /**
   * Writes all rows, in no particular order.
   *
   * @throws StoreException if any row was not written by the deadline
   */
  void write(List<WriteRequest> rows, Deadline deadline) {
    if (rows.size() <= ROWS_PER_BATCH) {
      writeBatch(rows, deadline);
      return;
    }
    List<List<WriteRequest>> batches = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += ROWS_PER_BATCH) {
      batches.add(rows.subList(from, Math.min(from + ROWS_PER_BATCH, rows.size())));
    }
    List<Optional<StoreException>> failures =
        tasks.forEach(
            batches,
            BATCHES_AT_ONCE,
            deadline,
            batch -> attempt(batch, deadline),
            () -> Optional.of(new StoreException(Kind.TIMED_OUT, "no time left", null)));
    failures.stream()
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /**
   * A batch that fails leaves the others to be written: its failure is a value at first. So many
   * rows are a clean-up that nobody waits for, so where others are turned away it steps back and
   * comes again.
   */
  private Optional<StoreException> attempt(List<WriteRequest> batch, Deadline deadline) {
    for (int attempt = 1; ; attempt++) {
      try {
        writeBatch(batch, deadline);
        return Optional.empty();
      } catch (StoreException e) {
        if (e.kind() != Kind.OVERLOADED || !backoff.pauseAfter(attempt, deadline)) {
          return Optional.of(e);
        }
      }
    }
  }

  private void writeBatch(List<WriteRequest> batch, Deadline deadline) {
    List<WriteRequest> left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      Map<String, List<WriteRequest>> request = Map.of(table, left);
      left =
          calls
              .make(
                  deadline,
                  (client, limit) ->
                      client.batchWriteItem(
                          b -> b.requestItems(request).overrideConfiguration(limit)))
              .unprocessedItems()
              .getOrDefault(table, List.of());
      if (!left.isEmpty() && !backoff.pauseAfter(attempt, deadline)) {
        throw new StoreException(
            Kind.THROTTLED, left.size() + " rows unprocessed after " + attempt + " attempts", null);
      }
    }
  }
}
