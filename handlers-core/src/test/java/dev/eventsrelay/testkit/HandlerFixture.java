// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.ConnectionsApis;
import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.function.FunctionSettings;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.Relay;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A handler's surroundings in memory: stores, clients and log that a test can look into. */
public final class HandlerFixture {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final InMemoryConnectionStore store =
      new InMemoryConnectionStore(Duration.ofHours(2), 1_000, InstantSource.system());
  private final InMemoryResultStore results =
      new InMemoryResultStore(
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          PendingBounds.DEFAULT,
          InstantSource.system());
  private final FakeClients clients = new FakeClients();
  private final List<Integer> exits = new CopyOnWriteArrayList<>();
  private final Level logLevel;
  private final FunctionSettings settings;

  /** Surroundings in which every line is logged. */
  public HandlerFixture() {
    this(Level.DEBUG);
  }

  /** Surroundings with that log level. */
  public HandlerFixture(Level logLevel) {
    this(logLevel, settings(1_000, 1_000, 1_000));
  }

  /** Surroundings with those settings, in which every line is logged. */
  public HandlerFixture(FunctionSettings settings) {
    this(Level.DEBUG, settings);
  }

  private HandlerFixture(Level logLevel, FunctionSettings settings) {
    this.logLevel = logLevel;
    this.settings = settings;
  }

  /** Settings with short time-outs and those bounds. */
  public static FunctionSettings settings(
      int maxEvents, int maxEventsPerConnection, int maxAfterAnswers) {
    return new FunctionSettings(
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        maxEvents,
        maxEventsPerConnection,
        maxAfterAnswers,
        Duration.ofMinutes(1));
  }

  public InMemoryConnectionStore store() {
    return store;
  }

  public InMemoryResultStore results() {
    return results;
  }

  public FakeClients clients() {
    return clients;
  }

  public ExecutionEnvironment environment() {
    return environment(store);
  }

  public ExecutionEnvironment environment(ConnectionStore other) {
    return environment(other, () -> clients, Tasks.onVirtualThreads());
  }

  /**
   * The environment with other parts.
   *
   * @param api asked for by each invocation
   */
  public ExecutionEnvironment environment(
      ConnectionStore other, Supplier<ConnectionsApi> api, Tasks tasks) {
    return new ExecutionEnvironment(
        settings,
        other,
        Optional.empty(),
        new ConnectionsApis() {
          @Override
          public ConnectionsApi of(String apiId, String stage) {
            return api.get();
          }

          @Override
          public Optional<ConnectionsApi> configured() {
            return Optional.of(api.get());
          }
        },
        new Telemetry(
            new PrintStream(log, true, UTF_8), "events-relay", logLevel, InstantSource.system()),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1), Thread::sleep),
        tasks,
        MonotonicClock.system(),
        InstantSource.system(),
        exits::add);
  }

  /** The relay in these surroundings. */
  public Relay relay() {
    return relay(store);
  }

  /** The relay in these surroundings, with another store of connections. */
  public Relay relay(ConnectionStore other) {
    return new Relay(environment(other), results, true);
  }

  /** The log lines so far, without those that carry metrics. */
  public List<JsonNode> logLines() {
    return lines(false);
  }

  /** The lines that carry metrics so far. */
  public List<JsonNode> metricLines() {
    return lines(true);
  }

  /** The statuses with which the process would have ended. */
  public List<Integer> exits() {
    return List.copyOf(exits);
  }

  private List<JsonNode> lines(boolean withMetrics) {
    return log.toString(UTF_8)
        .lines()
        .map(HandlerFixture::parse)
        .filter(line -> line.has("_aws") == withMetrics)
        .toList();
  }

  /** An event of that connection. */
  public static WebSocketEvent event(@Nullable String connectionId, @Nullable String body) {
    WebSocketEvent.RequestContext context = new WebSocketEvent.RequestContext();
    context.setConnectionId(connectionId);
    context.setApiId("api");
    context.setStage("prod");
    context.setConnectedAt(1_705_751_708_000L);
    WebSocketEvent event = new WebSocketEvent();
    event.setRequestContext(context);
    event.setBody(body);
    return event;
  }

  /** Hands an event to a handler as the runtime does, in JSON, and reads the response. */
  public static Response invoke(
      RequestStreamHandler handler, WebSocketEvent event, Context context) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      byte[] written = JSON.writeValueAsBytes(event);
      handler.handleRequest(new ByteArrayInputStream(written), response, context);
      JsonNode json = JSON.readTree(response.toByteArray());
      return Response.of(json.get("statusCode").asInt(), json.get("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("the handler's response is no response", e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a JSON line: " + line, e);
    }
  }
}
