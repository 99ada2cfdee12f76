// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Invocation;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Metrics;
import dev.eventsrelay.relay.Tasks;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The relay's own router and store, handed one event after the other, with what each of them cost.
 *
 * <p>An event that the relay logs an error about fails the run: what was not done costs nothing and
 * would look cheap. Not thread-safe: one event at a time, so that costs can be told apart.
 */
public final class MeteredRelay implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CapacityMeter meter = new CapacityMeter();
  private final Clients clients = new Clients();
  private final DynamoDbClient dynamoDb;
  private final ConnectionStore store;
  private final MessageRouter router;

  /** A relay over that table, which stays the caller's to close. */
  public MeteredRelay(LocalTable table) {
    Tasks tasks = new Tasks(threads);
    this.dynamoDb = table.client(meter);
    this.store = Stores.over(dynamoDb, table.configuration(), tasks);
    this.router = new MessageRouter(store, tasks);
  }

  /** What {@code onconnect} does for a new connection. */
  public Cost connect(ConnectionId connection) {
    return measure(() -> store.connect(connection, Instant.now(), Stores.deadline()));
  }

  /** What {@code sendmessage} does for a message. */
  public Cost message(ConnectionId from, String body) {
    return measure(() -> router.route(body, invocation(from)));
  }

  /** What {@code ondisconnect} does for a closed connection. */
  public Cost disconnect(ConnectionId connection) {
    return measure(() -> store.disconnect(connection, Stores.deadline()));
  }

  private Cost measure(Runnable event) {
    Consumption before = meter.reading();
    long posts = clients.posts();
    long messages = clients.messages();
    long start = System.nanoTime();
    event.run();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new Cost(
        meter.reading().minus(before),
        clients.posts() - posts,
        clients.messages() - messages,
        time);
  }

  private Invocation invocation(ConnectionId connection) {
    return new Invocation(
        connection,
        Instant.now(),
        clients,
        Stores.deadline(),
        MeteredRelay::refuseErrors,
        Metrics.NONE);
  }

  private static void refuseErrors(Level level, String message, Map<String, ?> fields) {
    if (level.compareTo(Level.WARNING) >= 0) {
      throw new IllegalStateException("The relay says: %s %s".formatted(message, fields));
    }
  }

  @Override
  public void close() {
    dynamoDb.close();
    threads.close();
  }
}
