// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.RetryingPosts;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.function.Clients;
import dev.eventsrelay.function.GoneClients;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.function.Subscriptions;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.ResultStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A relay over stores and clients in memory, on the threads that production uses and a clock that
 * pauses advance.
 */
public final class RelayFixture {
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration POST_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration INVOCATION = Duration.ofSeconds(20);

  private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryConnectionStore connections =
      new InMemoryConnectionStore(Duration.ofHours(2), 1_000, clock);
  private final InMemoryResultStore results;
  private final FakeClients clients = new FakeClients();
  private final Tasks tasks = Tasks.onVirtualThreads();
  private final RecordingLog log = new RecordingLog();
  private final boolean sendsNack;
  private Stores.Around around = (_, call) -> call.get();

  /** A relay that keeps results for a minute and sends no nack. */
  public RelayFixture() {
    this(Duration.ofMinutes(1), false);
  }

  /** A relay that keeps results for that long. */
  public RelayFixture(Duration pendingTtl, boolean sendsNack) {
    this.results =
        new InMemoryResultStore(Duration.ofMinutes(5), pendingTtl, PendingBounds.DEFAULT, clock);
    this.sendsNack = sendsNack;
  }

  public TestClock clock() {
    return clock;
  }

  public InMemoryConnectionStore connections() {
    return connections;
  }

  public InMemoryResultStore results() {
    return results;
  }

  public FakeClients clients() {
    return clients;
  }

  public Tasks tasks() {
    return tasks;
  }

  public RecordingLog log() {
    return log;
  }

  /** Puts something around each operation of both stores, from now on. */
  public void around(Stores.Around each) {
    this.around = each;
  }

  /** A message, and what it came to. */
  public Outcome send(ConnectionId from, @Nullable String body) {
    return send(from, body, new RecordingMetrics(), clock.instant());
  }

  /** A message whose numbers are recorded; what is left to do is done after its outcome. */
  public Outcome send(
      ConnectionId from, @Nullable String body, RecordingMetrics metrics, Instant receivedAt) {
    List<Consumer<Deadline>> afterAnswer = new CopyOnWriteArrayList<>();
    ConnectionStore connectionStore = Stores.around(connections, around);
    ResultStore resultStore = Stores.around(results, around);
    Outcome outcome =
        new MessageRouter(resultStore, tasks, sendsNack, clock)
            .route(body, invocation(from, connectionStore, metrics, receivedAt, afterAnswer::add));
    new ArrayList<>(afterAnswer).forEach(work -> work.accept(inTime()));
    return outcome;
  }

  private InvocationContext invocation(
      ConnectionId from,
      ConnectionStore store,
      RecordingMetrics metrics,
      Instant receivedAt,
      Consumer<Consumer<Deadline>> afterAnswer) {
    Backoff backoff =
        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1), clock::advance);
    StoreCalls calls = new StoreCalls(STORE_TIMEOUT, backoff, metrics);
    Subscriptions subscriptions = new Subscriptions(store, calls, clients);
    Clients posts =
        new Clients(
            new RetryingPosts(clients, POST_TIMEOUT, backoff, metrics),
            new GoneClients(subscriptions, afterAnswer::accept, log),
            tasks,
            inTime(),
            log,
            metrics);
    return new InvocationContext(
        from, receivedAt, posts, subscriptions, calls, inTime(), log, metrics);
  }

  /** A deadline that is far. */
  public Deadline inTime() {
    return clock.in(INVOCATION);
  }
}
