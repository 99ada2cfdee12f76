// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.StoreException.Kind;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.testkit.TestClock;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What DynamoDB Local never does: leave rows unprocessed, throttle, fail, fall silent. */
class DynamoDbFailuresTest {
  private static final int MAX_CONNECTIONS = 10;

  /** Rows that one read of a batch returns: the others are unprocessed. */
  private static final int MAX_READ = 60;

  private final ConnectionId connection = new ConnectionId("c=");
  private final Topic topic = new Topic("g");
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final ScriptedClient client = new ScriptedClient();
  private final Table table = table(MAX_CONNECTIONS, clock::advance);
  private final ConnectionStore store = store(table);

  @Test
  void unprocessedRows_areWrittenAgain() {
    client.unprocessed = batch -> batch.size() > 1 ? batch.subList(0, 1) : List.of();

    table.deleteAll(List.of(new Key("a", "1"), new Key("a", "2")), deadline());

    assertThat(client.batches).extracting(List::size).containsExactly(2, 1);
  }

  @Test
  void rowsThatStayUnprocessed_areThrottlingInTheEnd() {
    client.unprocessed = batch -> batch;

    assertThatThrownBy(
            () -> table.deleteAll(List.of(new Key("a", "1"), new Key("a", "2")), deadline()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.THROTTLED))
        .hasMessageContaining("2 rows unprocessed");
  }

  @Test
  void unsubscribeAll_withThousandsOfSubscriptions_writesBatchesOf25() {
    client.pages =
        List.of(
            page(IntStream.range(0, 1_500).boxed().toList(), true),
            page(IntStream.range(1_500, 2_500).boxed().toList(), false));

    assertThat(store.unsubscribeAll(connection, deadline())).isEqualTo(2_500);

    assertThat(client.batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 25));
    assertThat(client.batches.stream().flatMap(List::stream).distinct()).hasSize(5_000);
    assertThat(client.reads).contains(100, 40).allMatch(size -> size <= 100);
    assertThat(client.queries).hasSize(2);
    assertThat(client.queries.getFirst().hasExclusiveStartKey()).isFalse();
    assertThat(client.queries.getLast().exclusiveStartKey()).isNotEmpty();
  }

  @Test
  void unsubscribeAll_withNotesThatHaveExpired_leavesThemToExpire() {
    String second = Long.toString(clock.instant().getEpochSecond());
    client.pages =
        List.of(
            page(List.of(1), false),
            page(List.of(2), Map.of(Row.TTL, AttributeValue.fromN(second)), false));

    assertThat(store.unsubscribeAll(connection, deadline())).isEqualTo(1);
    assertThat(client.batches).hasSize(1);

    assertThat(store.unsubscribeAll(connection, deadline())).isZero();
    assertThat(client.batches).hasSize(1);
  }

  @Test
  void unsubscribeAll_whenABatchFails_stillWritesTheOthers() {
    client.pages = List.of(page(IntStream.range(0, 100).boxed().toList(), false));
    client.failWrites.set(1);

    assertThatThrownBy(() -> store.unsubscribeAll(connection, deadline()))
        .isInstanceOf(StoreException.class);

    assertThat(client.batches.stream().flatMap(List::stream).distinct()).hasSize(175);
  }

  @Test
  void subscribers_overSeveralPages_areReadConsistently() {
    client.pages =
        List.of(page(List.of(1, 2), true), page(List.of(), true), page(List.of(3), false));

    store.subscribers(topic, deadline());

    assertThat(client.queries)
        .hasSize(3)
        .allSatisfy(query -> assertThat(query.consistentRead()).isTrue());
  }

  @Test
  void throttling_isTold() {
    assertThat(kindOf(service("ProvisionedThroughputExceededException", 400)))
        .isEqualTo(Kind.THROTTLED);
  }

  @Test
  void faultOfTheService_isTold() {
    assertThat(kindOf(service("InternalServerError", 500))).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void missingTable_isTold() {
    assertThat(kindOf(service("ResourceNotFoundException", 400))).isEqualTo(Kind.REJECTED);
  }

  @Test
  void silence_isTold() {
    assertThat(kindOf(ApiCallTimeoutException.create(2_000))).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  void processWithoutDescriptors_isNoFailureOfTheStore() {
    SdkClientException thrown =
        SdkClientException.create("no connection", new SocketException("Too many open files"));
    client.failure = thrown;

    assertThatThrownBy(() -> store.unsubscribe(connection, topic, deadline())).isSameAs(thrown);
  }

  @Test
  void unreachableService_isTold() {
    assertThat(kindOf(SdkClientException.create("connection refused"))).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void call_whileAllConnectionsHang_isTurnedAwayEarly() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(MAX_CONNECTIONS);
    client.unprocessed =
        _ -> {
          hanging.countDown();
          await(answers);
          return List.of();
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        threads.execute(() -> table.deleteAll(List.of(new Key("a", "1")), deadline()));
      }
      assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> store.subscribers(topic, deadline()))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERLOADED));
      assertThat(client.queries).isEmpty();
      answers.countDown();
    }

    client.pages = List.of(page(List.of(), false));
    assertThat(store.subscribers(topic, deadline())).isEmpty();
  }

  @Test
  void unsubscribeAll_whileAllConnectionsHang_comesAgain() {
    CountDownLatch steppedBack = new CountDownLatch(1);
    ConnectionStore narrow =
        store(
            table(
                1,
                pause -> {
                  steppedBack.countDown();
                  clock.advance(pause);
                }));
    client.pages = List.of(page(IntStream.range(0, 40).boxed().toList(), false));
    client.unprocessed =
        _ -> {
          await(steppedBack);
          return List.of();
        };

    assertThat(narrow.unsubscribeAll(connection, deadline())).isEqualTo(40);

    assertThat(client.batches.stream().flatMap(List::stream).distinct()).hasSize(80);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void call_getsNoMoreTimeThanIsLeft() {
    store.unsubscribe(connection, topic, clock.in(Duration.ofMillis(700)));

    assertThat(client.limits).containsExactly(Duration.ofMillis(700));
  }

  @Test
  void call_withLessThanAMillisecondLeft_isNotMade() {
    assertThatThrownBy(
            () -> store.unsubscribe(connection, topic, clock.in(Duration.ofNanos(900_000))))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
    assertThat(client.limits).isEmpty();
  }

  private static ConnectionStore store(Table table) {
    return new DynamoDbConnectionStore(
        table, Tasks.onVirtualThreads(), "topic", Duration.ofHours(2), 1_000);
  }

  private Table table(int maxConnections, Backoff.Pause pause) {
    return Table.of(
        new DynamoDbSettings("table", maxConnections),
        () -> client,
        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1), pause),
        Tasks.onVirtualThreads(),
        clock);
  }

  private Kind kindOf(RuntimeException thrown) {
    client.failure = thrown;
    try {
      store.unsubscribe(connection, topic, deadline());
    } catch (StoreException e) {
      return e.kind();
    }
    throw new AssertionError("nothing was thrown");
  }

  private Deadline deadline() {
    return clock.in(Duration.ofSeconds(10));
  }

  private static DynamoDbException service(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("m").build())
            .build();
  }

  /** A page of notes, each with one topic. */
  private static QueryResponse page(List<Integer> topics, boolean more) {
    return page(topics, Map.of(), more);
  }

  private static QueryResponse page(
      List<Integer> topics, Map<String, AttributeValue> attributes, boolean more) {
    List<Map<String, AttributeValue>> rows = new ArrayList<>();
    for (int i : topics) {
      Row row =
          Row.of(new Key("connection#c=", "subscriptions#0#" + i))
              .with("topics", AttributeValue.fromSs(List.of("g" + i)));
      for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
        row = row.with(attribute.getKey(), attribute.getValue());
      }
      rows.add(row.attributes());
    }
    return QueryResponse.builder()
        .items(rows)
        .lastEvaluatedKey(more ? new Key("connection#c=", "anything").attributes() : null)
        .build();
  }

  private static final class ScriptedClient implements DynamoDbClient {
    final List<List<WriteRequest>> batches = new CopyOnWriteArrayList<>();
    final List<QueryRequest> queries = new CopyOnWriteArrayList<>();
    final List<Integer> reads = new CopyOnWriteArrayList<>();
    final List<Duration> limits = new CopyOnWriteArrayList<>();
    Function<List<WriteRequest>, List<WriteRequest>> unprocessed = _ -> List.of();
    List<QueryResponse> pages = List.of();
    final AtomicInteger failWrites = new AtomicInteger();
    volatile @Nullable RuntimeException failure;

    /** Says that all rows exist. */
    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      List<Map<String, AttributeValue>> keys =
          requireNonNull(request.requestItems().get("table")).keys();
      reads.add(keys.size());
      int read = Math.min(keys.size(), MAX_READ);
      return BatchGetItemResponse.builder()
          .responses(Map.of("table", keys.subList(0, read)))
          .unprocessedKeys(
              read == keys.size()
                  ? Map.of()
                  : Map.of(
                      "table",
                      KeysAndAttributes.builder().keys(keys.subList(read, keys.size())).build()))
          .build();
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
      request.overrideConfiguration().flatMap(o -> o.apiCallTimeout()).ifPresent(limits::add);
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      return DeleteItemResponse.builder().build();
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
      if (failWrites.getAndDecrement() > 0) {
        throw service("InternalServerError", 500);
      }
      List<WriteRequest> batch = request.requestItems().getOrDefault("table", List.of());
      List<WriteRequest> left = unprocessed.apply(batch);
      batches.add(batch);
      return BatchWriteItemResponse.builder()
          .unprocessedItems(left.isEmpty() ? Map.of() : Map.of("table", left))
          .build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      queries.add(request);
      return pages.get(queries.size() - 1);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
