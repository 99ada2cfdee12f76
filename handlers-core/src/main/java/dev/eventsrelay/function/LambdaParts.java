// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import dev.eventsrelay.apigateway.AwsConnectionsApis;
import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.dynamodb.DynamoDbClients;
import dev.eventsrelay.dynamodb.DynamoDbConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.snapshot.FreshRandom;
import dev.eventsrelay.snapshot.Restorable;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crac.Context;
import org.crac.Resource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Chooses the parts of which an execution environment in Lambda consists. */
final class LambdaParts {
  /** A process has 4,096 descriptors on a managed instance; the two clients share most of them. */
  private static final int MAX_HTTP_CONNECTIONS = 1_500;

  /** Under which the runtime passes the trace of an event on to the SDK. */
  private static final String TRACE = "AWS_LAMBDA_X_TRACE_ID";

  private LambdaParts() {}

  /**
   * Makes this thread's calls, and those of threads it starts, carry a trace: as the runtime does.
   */
  static void beginTrace(String traceId) {
    SdkInternalThreadLocal.put(TRACE, traceId);
  }

  static void endTrace() {
    SdkInternalThreadLocal.remove(TRACE);
  }

  static ExecutionEnvironment environment(
      Configuration configuration, String keyPrefix, Context<Resource> snapshots) {
    return environment(
        configuration,
        keyPrefix,
        snapshots,
        System.out,
        Optional.empty(),
        Runtime.getRuntime()::halt);
  }

  /**
   * An environment of the same parts elsewhere.
   *
   * @param dynamoDb where DynamoDB is, if not where the SDK's standard sources say
   */
  static ExecutionEnvironment environment(
      Configuration configuration,
      String keyPrefix,
      Context<Resource> snapshots,
      PrintStream out,
      Optional<URI> dynamoDb,
      IntConsumer exit) {
    InstantSource wallClock = InstantSource.system();
    Tasks tasks = Tasks.onVirtualThreads();
    RandomGenerator random = new FreshRandom(snapshots);
    Backoff backoff =
        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), random, Thread::sleep);
    Table table = table(configuration, dynamoDb, backoff, random, tasks, wallClock, snapshots);
    return new ExecutionEnvironment(
        FunctionSettings.of(configuration),
        new DynamoDbConnectionStore(
            table,
            tasks,
            keyPrefix,
            configuration.connectionTtl(),
            configuration.maxSubscriptions()),
        Optional.of(table),
        apis(configuration, snapshots),
        new Telemetry(out, configuration.metricsNamespace(), configuration.logLevel(), wallClock),
        backoff,
        tasks,
        MonotonicClock.system(),
        wallClock,
        exit);
  }

  private static Table table(
      Configuration configuration,
      Optional<URI> endpoint,
      Backoff backoff,
      RandomGenerator random,
      Tasks tasks,
      InstantSource clock,
      Context<Resource> snapshots) {
    DynamoDbSettings settings =
        new DynamoDbSettings(
            configuration.table(),
            // Two calls of each relay run side by side; the rest is for clean-up.
            Math.min(MAX_HTTP_CONNECTIONS, 2 * configuration.maxConcurrency() + 16),
            endpoint);
    Supplier<DynamoDbClient> client =
        Restorable.of(
            () -> DynamoDbClients.create(settings, random), DynamoDbClient::close, snapshots);
    return Table.of(settings, client, backoff, tasks, clock);
  }

  private static AwsConnectionsApis apis(Configuration configuration, Context<Resource> snapshots) {
    return new AwsConnectionsApis(
        configuration.managementApi(),
        // One for each invocation, and full fan-outs of two of them beside.
        Math.min(MAX_HTTP_CONNECTIONS, configuration.maxConcurrency() + 512),
        snapshots);
  }
}
