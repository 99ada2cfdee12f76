// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.console.Console;
import dev.eventsrelay.emulator.faults.FaultInjection;
import dev.eventsrelay.emulator.faults.Faults;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.Deployment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running application: a WebSocket API with its Management API, the functions behind its routes
 * in child processes, their tables in DynamoDB Local and their queues in ElasticMQ, all on
 * loopback.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.builder().template(Path.of("template.yaml")).start()) {
 *   connectTo(emulator.webSocketUrl());
 * }
 * }</pre>
 *
 * <p>Thread-safe. If DynamoDB Local ends, the emulator closes itself, see {@link #awaitBreakdown}.
 * Nothing outlives {@link #close} or this process, however the process ends.
 */
public final class Emulator implements AutoCloseable {
  private final Application application;
  private final Gateway gateway;
  private final Path certificateFile;
  private final URI dynamoDbEndpoint;
  private final Optional<URI> sqsEndpoint;
  private final Map<String, URI> queues;
  private final Map<String, FunctionPool> pools;
  private final Optional<FaultInjection.Control> faults;
  private final boolean console;
  private final Duration startDuration;
  private final boolean portableRuntimeClient;
  private final Breakdown breakdown;
  private final OpenResources resources;

  Emulator(
      Application application,
      Gateway gateway,
      Path certificateFile,
      URI dynamoDbEndpoint,
      Optional<URI> sqsEndpoint,
      Map<String, URI> queues,
      Map<String, FunctionPool> pools,
      Optional<FaultInjection.Control> faults,
      boolean console,
      Duration startDuration,
      boolean portableRuntimeClient,
      Breakdown breakdown,
      OpenResources resources) {
    this.application = application;
    this.gateway = gateway;
    this.certificateFile = certificateFile;
    this.dynamoDbEndpoint = dynamoDbEndpoint;
    this.sqsEndpoint = sqsEndpoint;
    this.queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
    this.pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
    this.faults = faults;
    this.console = console;
    this.startDuration = startDuration;
    this.portableRuntimeClient = portableRuntimeClient;
    this.breakdown = breakdown;
    this.resources = resources;
  }

  /** A builder of specifications; give it a template and start it. */
  public static EmulatorBuilder builder() {
    return new EmulatorBuilder();
  }

  /**
   * Starts everything and waits until it answers.
   *
   * @throws EmulatorException if it cannot start; then nothing is left running
   * @throws InterruptedException if this thread is interrupted; then nothing is left running
   */
  public static Emulator start(EmulatorSpec spec) throws InterruptedException {
    return new Startup(spec).run();
  }

  /** What clients connect to, such as {@code ws://127.0.0.1:3080/prod}. */
  public URI webSocketUrl() {
    return URI.create(gateway.webSocketUrl());
  }

  /** The same with TLS, on the same port, such as {@code wss://127.0.0.1:3080/prod}. */
  public URI secureWebSocketUrl() {
    return URI.create("wss" + webSocketUrl().toString().substring("ws".length()));
  }

  /**
   * The certificate, in PEM, that a client must trust to connect to {@link #secureWebSocketUrl}. It
   * is another one in each run, and the file is deleted by {@link #close}.
   */
  public Path certificateFile() {
    return certificateFile;
  }

  /** The endpoint of the Management API, such as {@code http://127.0.0.1:3080/prod}. */
  public URI managementUrl() {
    return URI.create(gateway.managementUrl());
  }

  /** The DynamoDB that holds the tables, without the faults that the functions may meet there. */
  public URI dynamoDbEndpoint() {
    return dynamoDbEndpoint;
  }

  /**
   * The SQS that holds the queues, without the faults that others may meet there; empty if the
   * template has no queues.
   */
  public Optional<URI> sqsEndpoint() {
    return sqsEndpoint;
  }

  /** The queues' URLs by logical id, in the template's order. */
  public Map<String, URI> queues() {
    return queues;
  }

  /** The region that the functions are told they run in. */
  public String region() {
    return Deployment.REGION;
  }

  /** The name of the application's only table. */
  public String tableName() {
    if (application.tables().size() != 1) {
      throw new IllegalStateException(
          "The application has %d tables: use tableNames()."
              .formatted(application.tables().size()));
    }
    return tableNames().values().iterator().next();
  }

  /** The tables' names by logical id, in the template's order. */
  public Map<String, String> tableNames() {
    Map<String, String> names = new LinkedHashMap<>();
    application.tables().forEach((id, table) -> names.put(id, table.name()));
    return names;
  }

  /** The current execution environments of each function, by logical id. */
  public Map<String, List<EnvironmentStatus>> functions() {
    Map<String, List<EnvironmentStatus>> environments = new LinkedHashMap<>();
    pools.forEach((id, pool) -> environments.put(id, pool.environments()));
    return environments;
  }

  /**
   * A function, to invoke it directly or to kill an environment.
   *
   * @throws IllegalArgumentException if no route targets a function of this logical id
   */
  public FunctionPool function(String logicalId) {
    FunctionPool pool = pools.get(logicalId);
    if (pool == null) {
      throw new IllegalArgumentException(
          "There is no function %s, only %s.".formatted(logicalId, pools.keySet()));
    }
    return pool;
  }

  /** All functions by logical id, in the template's order. */
  public Map<String, FunctionPool> pools() {
    return pools;
  }

  /** The values of the API keys that the stage accepts, by logical id. */
  public Map<String, String> apiKeys() {
    return Collections.unmodifiableMap(application.api().apiKeys().keys());
  }

  /** What the template has and this emulator does not run, each in one line. */
  public List<String> notRun() {
    return application.notRun();
  }

  /** The gateway, to inspect or disturb connections. */
  public Gateway gateway() {
    return gateway;
  }

  /**
   * Causes faults.
   *
   * @throws IllegalStateException if the emulator was started without {@link
   *     EmulatorBuilder#faults}
   */
  public Faults faults() {
    return faults
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The emulator was started without faults: give its builder faults(seed)."))
        .faults();
  }

  /** The control endpoint for faults; empty without {@link EmulatorBuilder#faults}. */
  public Optional<URI> controlUrl() {
    return faults.map(control -> control.endpoint().url());
  }

  /** The page that shows the system at work; empty without {@link EmulatorBuilder#console}. */
  public Optional<URI> consoleUrl() {
    return console ? Optional.of(managementUrl().resolve(Console.PATH)) : Optional.empty();
  }

  /** The time from the call of start until everything answered. */
  public Duration startDuration() {
    return startDuration;
  }

  /**
   * Whether Java functions run with the portable transport of the runtime interface client: this
   * machine has no other, or the builder was told so.
   */
  public boolean hasPortableRuntimeClient() {
    return portableRuntimeClient;
  }

  /**
   * Waits until a process ends that the application cannot do without, such as DynamoDB Local with
   * its tables. The emulator then closes by itself, so that clients see a closed connection and not
   * a silent one.
   *
   * @return what happened, in one sentence for the user
   * @throws java.util.concurrent.CancellationException if {@link #close} is called first
   */
  public String awaitBreakdown() throws InterruptedException {
    return breakdown.await();
  }

  /** Closes every connection and stops every process within 5 s. Later calls do nothing. */
  @Override
  public void close() {
    resources.close();
  }
}
