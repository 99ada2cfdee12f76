// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.ConnectionsApis;
import dev.eventsrelay.connection.RetryingPosts;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import dev.eventsrelay.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.crac.Core;

/**
 * The parts of one execution environment, put together once, before its first invocation.
 *
 * <p>Everything it hands out is thread-safe and lives as long as the environment.
 */
public final class ExecutionEnvironment {
  private final FunctionSettings settings;
  private final ConnectionStore connections;
  private final Optional<Table> table;
  private final ConnectionsApis apis;
  private final Telemetry telemetry;
  private final Backoff backoff;
  private final Tasks tasks;
  private final MonotonicClock clock;
  private final InstantSource wallClock;
  private final FailFast failFast;
  private final Admission admission;
  private final Aftermath aftermath;

  /**
   * An environment of given parts.
   *
   * @param table that the connections are in, for an application that stores rows beside them
   * @param exit ends the process at once, with that status
   */
  public ExecutionEnvironment(
      FunctionSettings settings,
      ConnectionStore connections,
      Optional<Table> table,
      ConnectionsApis apis,
      Telemetry telemetry,
      Backoff backoff,
      Tasks tasks,
      MonotonicClock clock,
      InstantSource wallClock,
      IntConsumer exit) {
    this.settings = requireNonNull(settings, "settings is null");
    this.connections = requireNonNull(connections, "connections is null");
    this.table = requireNonNull(table, "table is null");
    this.apis = requireNonNull(apis, "apis is null");
    this.telemetry = requireNonNull(telemetry, "telemetry is null");
    this.backoff = requireNonNull(backoff, "backoff is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.wallClock = requireNonNull(wallClock, "wallClock is null");
    this.failFast = new FailFast(telemetry.log(), exit);
    this.admission = new Admission(settings.maxEvents(), settings.maxEventsPerConnection());
    this.aftermath = new Aftermath(settings.maxAfterAnswers(), tasks, clock, failFast);
  }

  /**
   * The environment that this process is in Lambda, as its variables describe it.
   *
   * @param keyPrefix what keys of the table call a topic, such as "topic"
   * @throws IllegalStateException with a sentence about what is wrong with a variable
   */
  public static ExecutionEnvironment inLambda(String keyPrefix) {
    ExecutionEnvironment environment =
        LambdaParts.environment(
            Configuration.from(System.getenv()), keyPrefix, Core.getGlobalContext());
    // The process is this environment's own: it is ours to say what ends it.
    Thread.setDefaultUncaughtExceptionHandler(environment.failFast);
    return environment;
  }

  /** The connection store. */
  public ConnectionStore connections() {
    return connections;
  }

  /**
   * The table that the connections are in, for rows of the application beside them.
   *
   * @throws IllegalStateException if this environment was put together without one
   */
  public Table table() {
    return table.orElseThrow(() -> new IllegalStateException("this environment has no table"));
  }

  /** The Management API that configuration names, if it does. */
  public Optional<ConnectionsApi> configuredApi() {
    return apis.configured();
  }

  /** Work side by side. */
  public Tasks tasks() {
    return tasks;
  }

  /** Pauses between attempts. */
  public Backoff backoff() {
    return backoff;
  }

  /** The time of day. */
  public InstantSource wallClock() {
    return wallClock;
  }

  /** A function that answers with {@link Unanswered#response} what its handler did not answer. */
  public WebSocketFunction function(WebSocketHandler handler) {
    return function(handler, Unanswered::response);
  }

  /**
   * A function of this environment.
   *
   * @param otherwise the answer to an event that the handler did not answer
   */
  public WebSocketFunction function(
      WebSocketHandler handler, Function<Unanswered, Response> otherwise) {
    return new WebSocketFunction(this, handler, otherwise);
  }

  /**
   * Uses what the first invocations will use, so that none of them pays for loading classes and
   * opening connections. Returns within 3 s; what fails is logged and does not matter.
   *
   * @param use leaves no trace, and returns by the deadline
   */
  public void warmUp(Consumer<Deadline> use) {
    new WarmUp(telemetry, tasks, failFast, clock).run(use);
  }

  InvocationContext invocation(
      ConnectionId connection,
      WebSocketEvent event,
      Deadline deadline,
      InvocationTelemetry told,
      AfterAnswer afterAnswer) {
    WebSocketEvent.RequestContext request = event.getRequestContext();
    ConnectionsApi api = apis.of(request.getApiId(), request.getStage());
    StoreCalls calls = new StoreCalls(settings.storeTimeout(), backoff, told.metrics());
    Subscriptions subscriptions = new Subscriptions(connections, calls, api);
    Clients clients =
        new Clients(
            new RetryingPosts(api, settings.postTimeout(), backoff, told.metrics()),
            new GoneClients(subscriptions, afterAnswer, told.log()),
            tasks,
            deadline,
            told.log(),
            told.metrics());
    return new InvocationContext(
        connection,
        receivedAt(request),
        clients,
        subscriptions,
        calls,
        deadline,
        told.log(),
        told.metrics());
  }

  private Instant receivedAt(WebSocketEvent.RequestContext request) {
    long millis = request.getRequestTimeEpoch();
    return millis == 0 ? wallClock.instant() : Instant.ofEpochMilli(millis);
  }

  /** Whether a client's message has waited in a queue for longer than its client would. */
  boolean isTooOld(QueuedEvent queued) {
    WebSocketEvent.RequestContext context = queued.event().getRequestContext();
    return context.getConnectionId() != null
        && !"DISCONNECT".equals(context.getEventType())
        && queued.sentAt().plus(settings.maxQueueAge()).isBefore(wallClock.instant());
  }

  Deadline deadline(Duration budget) {
    return Deadline.after(budget, clock);
  }

  Telemetry telemetry() {
    return telemetry;
  }

  FailFast failFast() {
    return failFast;
  }

  Admission admission() {
    return admission;
  }

  Aftermath aftermath() {
    return aftermath;
  }
}
