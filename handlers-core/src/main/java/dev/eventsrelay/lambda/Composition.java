// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import dev.eventsrelay.apigateway.ManagementApis;
import dev.eventsrelay.dynamodb.DynamoDbClients;
import dev.eventsrelay.dynamodb.DynamoDbConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.ManagementApiSource;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.Tasks;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * Puts the parts of one execution environment together, once, before its first invocation.
 *
 * <p>Everything it hands out is thread-safe and lives as long as the environment.
 */
public final class Composition {
  /** Warming up may take that long; an environment that cannot reach its services starts anyway. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  /** A process has 4,096 descriptors on a managed instance; the two clients share most of them. */
  private static final int MAX_HTTP_CONNECTIONS = 1_500;

  /**
   * Lambda hands out no more invocations than there are slots, but an answer at the last moment
   * does not end the work it gave up on.
   */
  private static final int UNDER_WAY_FOR_EACH_SLOT = 2;

  private final ConnectionStore store;
  private final ManagementApiSource managementApis;
  private final LineSink out;
  private final Level logLevel;
  private final JsonLog log;
  private final FailFast failFast;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Places inFlight;

  /**
   * A composition of given parts.
   *
   * @param maxInFlight invocations that are worked on at once at the most
   * @param exit ends the process at once, with that status
   */
  public Composition(
      ConnectionStore store,
      ManagementApiSource managementApis,
      Tasks tasks,
      PrintStream logStream,
      Level logLevel,
      InstantSource clock,
      int maxInFlight,
      IntConsumer exit) {
    this.store = requireNonNull(store, "store is null");
    this.managementApis = requireNonNull(managementApis, "managementApis is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.inFlight = new Places(maxInFlight, Duration.ZERO);
    this.out = LineSink.to(logStream);
    this.logLevel = requireNonNull(logLevel, "logLevel is null");
    this.log = new JsonLog(new JsonLines(out, clock), logLevel);
    this.failFast = new FailFast(log.with(Map.of()), exit);
  }

  /**
   * The composition that runs in Lambda.
   *
   * @throws IllegalStateException with a sentence about what is wrong with the environment
   */
  public static Composition fromEnvironment() {
    Configuration configuration = Configuration.from(System.getenv());
    InstantSource clock = InstantSource.system();
    Tasks tasks = new Tasks(workers());
    Composition composition =
        new Composition(
            store(configuration, tasks, clock),
            managementApis(configuration),
            tasks,
            System.out,
            configuration.logLevel(),
            clock,
            UNDER_WAY_FOR_EACH_SLOT * configuration.maxConcurrency(),
            Runtime.getRuntime()::halt);
    // The process is this environment's own: it is ours to say what ends it.
    Thread.setDefaultUncaughtExceptionHandler(composition.failFast);
    return composition;
  }

  /** The connection store. */
  public ConnectionStore store() {
    return store;
  }

  /** A router for clients' messages. */
  public MessageRouter router() {
    return new MessageRouter(store, tasks);
  }

  /** A function that does that work. */
  public WebSocketFunction function(WebSocketFunction.Work work) {
    return function(work, Responses.of(503, "Overloaded."));
  }

  /** A function that does that work, and gives that answer when there is too much of it. */
  public WebSocketFunction function(
      WebSocketFunction.Work work, APIGatewayV2WebSocketResponse whenOverloaded) {
    return new WebSocketFunction(
        work, whenOverloaded, inFlight, managementApis, out, logLevel, failFast, tasks, clock);
  }

  /**
   * Uses what the first invocations will use, so that none of them pays for loading classes and
   * opening connections. Returns within 3 s; what fails is logged and does not matter.
   */
  public void warmUp(BiConsumer<ManagementApiSource, Deadline> use) {
    Deadline deadline = Deadline.after(WARM_UP, clock);
    try {
      boolean done =
          tasks
              .start(
                  () -> {
                    tellNobody();
                    use.accept(managementApis, deadline);
                    return true;
                  })
              .join(deadline)
              .orElse(false);
      log.with(Map.of()).log(Level.INFO, "warm", Map.of("done", done));
    } catch (IllegalStateException e) {
      failFast.examine(e);
      log.with(Map.of())
          .log(Level.WARNING, "not warm", Map.of("reason", String.valueOf(e.getCause())));
    }
  }

  /** A line of metrics that goes nowhere: the first one loads what all of them need. */
  private void tellNobody() {
    InvocationMetrics numbers = new InvocationMetrics();
    numbers.count(Counter.RESULTS_RELAYED);
    numbers.took(Timer.RELAY, Duration.ZERO);
    new EmbeddedMetrics(new JsonLines(_ -> {}, clock), Level.INFO)
        .write("warm-up", Map.of(), numbers.end());
  }

  /**
   * Virtual threads that are used again for a minute: what the SDK keeps for each thread, such as
   * its buffers for JSON, would be a fifth of all that is allocated if each task had a new one.
   */
  private static ExecutorService workers() {
    return Executors.newCachedThreadPool(Thread.ofVirtual().factory());
  }

  private static ConnectionStore store(
      Configuration configuration, Tasks tasks, InstantSource clock) {
    DynamoDbSettings settings =
        new DynamoDbSettings(
            configuration.table(),
            configuration.dynamoDbTimeout(),
            configuration.connectionTtl(),
            configuration.publisherTtl(),
            configuration.pendingTtl(),
            // Two calls of each relay run side by side; the rest is for clean-up.
            Math.min(MAX_HTTP_CONNECTIONS, 2 * configuration.maxConcurrency() + 16));
    return new DynamoDbConnectionStore(
        DynamoDbClients.create(settings), settings, backoff(), tasks, clock);
  }

  private static ManagementApiSource managementApis(Configuration configuration) {
    return new ManagementApis(
        configuration.managementApi(),
        configuration.postTimeout(),
        backoff(),
        // One for each invocation, and full fan-outs of two of them beside.
        Math.min(MAX_HTTP_CONNECTIONS, configuration.maxConcurrency() + 512));
  }

  private static Backoff backoff() {
    return new Backoff(
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        () -> ThreadLocalRandom.current().nextLong(),
        Thread::sleep);
  }
}
