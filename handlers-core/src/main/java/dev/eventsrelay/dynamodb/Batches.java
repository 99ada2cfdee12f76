// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.StoreException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reads and deletes any number of rows in batches, and again whatever DynamoDB leaves unprocessed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>
 */
final class Batches {
  /** DynamoDB's limits for one batch. */
  private static final int ROWS_PER_WRITE = 25;

  private static final int ROWS_PER_READ = 100;

  /** Enough to clean up a large connection in seconds, few enough to leave the table some air. */
  private static final int MAX_CONCURRENT_BATCHES = 8;

  private final String table;
  private final TableCalls calls;
  private final Backoff backoff;
  private final Tasks tasks;

  Batches(String table, TableCalls calls, Backoff backoff, Tasks tasks) {
    this.table = requireNonNull(table, "table is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
  }

  /**
   * Deletes all of them.
   *
   * @throws StoreException if any row was not deleted by the deadline; the others may be
   */
  void delete(Collection<Key> keys, Deadline deadline) {
    List<WriteRequest> writes =
        keys.stream()
            .map(key -> WriteRequest.builder().deleteRequest(b -> b.key(key.attributes())).build())
            .toList();
    inBatches(
        writes,
        ROWS_PER_WRITE,
        deadline,
        batch ->
            calls
                .make(
                    deadline,
                    (client, limit) ->
                        client.batchWriteItem(
                            b -> b.requestItems(Map.of(table, batch)).overrideConfiguration(limit)))
                .unprocessedItems()
                .getOrDefault(table, List.of()));
  }

  /** Those of the rows that there are and that have not expired. */
  Set<Key> existing(Collection<Key> keys, Instant now, Deadline deadline) {
    Set<Key> existing = ConcurrentHashMap.newKeySet();
    inBatches(
        List.copyOf(keys),
        ROWS_PER_READ,
        deadline,
        batch -> {
          KeysAndAttributes wanted =
              KeysAndAttributes.builder()
                  .keys(batch.stream().map(Key::attributes).toList())
                  .projectionExpression("#pk, #sk, #ttl")
                  .expressionAttributeNames(
                      Map.of("#pk", Key.PARTITION_KEY, "#sk", Key.SORT_KEY, "#ttl", Row.TTL))
                  .consistentRead(true)
                  .build();
          var answer =
              calls.make(
                  deadline,
                  (client, limit) ->
                      client.batchGetItem(
                          b -> b.requestItems(Map.of(table, wanted)).overrideConfiguration(limit)));
          answer.responses().getOrDefault(table, List.of()).stream()
              .map(Row::new)
              .filter(row -> row.isLive(now))
              .forEach(row -> existing.add(row.key()));
          return answer.unprocessedKeys().containsKey(table)
              ? answer.unprocessedKeys().get(table).keys().stream()
                  .map(key -> new Row(key).key())
                  .toList()
              : List.of();
        });
    return existing;
  }

  /**
   * Does all items, some batches side by side. A batch that fails leaves the others to be done.
   *
   * @param call does a batch and returns what of it is left to do
   */
  private <T> void inBatches(
      List<T> items, int size, Deadline deadline, Function<List<T>, List<T>> call) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      batches.add(items.subList(from, Math.min(from + size, items.size())));
    }
    if (batches.size() == 1) {
      complete(batches.getFirst(), deadline, call);
      return;
    }
    tasks
        .forEach(
            batches,
            MAX_CONCURRENT_BATCHES,
            deadline,
            batch -> attempt(batch, deadline, call),
            () -> Stream.of(new StoreException(Kind.TIMED_OUT, "no time left", null)))
        .stream()
        .flatMap(Function.identity())
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /**
   * So many rows are a clean-up that nobody waits for: where others are turned away it steps back
   * and comes again.
   */
  private <T> Stream<StoreException> attempt(
      List<T> batch, Deadline deadline, Function<List<T>, List<T>> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        complete(batch, deadline, call);
        return Stream.empty();
      } catch (StoreException e) {
        if (e.kind() != Kind.OVERLOADED || !backoff.pauseAfter(attempt, deadline)) {
          return Stream.of(e);
        }
      }
    }
  }

  private <T> void complete(List<T> batch, Deadline deadline, Function<List<T>, List<T>> call) {
    List<T> left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      left = call.apply(left);
      if (!left.isEmpty() && !backoff.pauseAfter(attempt, deadline)) {
        throw new StoreException(
            Kind.THROTTLED, left.size() + " rows unprocessed after " + attempt + " attempts", null);
      }
    }
  }
}
