// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.FakeClients;
import dev.eventsrelay.relay.InMemoryConnectionStore;
import dev.eventsrelay.relay.ManagementApi;
import dev.eventsrelay.relay.ManagementApiSource;
import dev.eventsrelay.relay.Metrics;
import dev.eventsrelay.relay.RetryingManagementApi;
import dev.eventsrelay.relay.Tasks;
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
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A handler's surroundings in memory: store, clients and log that a test can look into. */
public final class HandlerFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Backoff NO_PAUSES =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1), _ -> {});

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final InMemoryConnectionStore store =
      new InMemoryConnectionStore(
          Duration.ofHours(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          InstantSource.system());
  private final FakeClients clients = new FakeClients();
  private final List<Integer> exits = new CopyOnWriteArrayList<>();
  private final Level logLevel;
  private final int maxInFlight;

  /** Surroundings in which every line is logged. */
  public HandlerFixture() {
    this(Level.DEBUG);
  }

  /** Surroundings with that log level. */
  public HandlerFixture(Level logLevel) {
    this(logLevel, 1_000);
  }

  private HandlerFixture(Level logLevel, int maxInFlight) {
    this.logLevel = logLevel;
    this.maxInFlight = maxInFlight;
  }

  /** Surroundings in which so many invocations are worked on at once at the most. */
  public static HandlerFixture withMaxInFlight(int maxInFlight) {
    return new HandlerFixture(Level.DEBUG, maxInFlight);
  }

  public InMemoryConnectionStore store() {
    return store;
  }

  public FakeClients clients() {
    return clients;
  }

  public Composition composition() {
    return composition(store);
  }

  public Composition composition(ConnectionStore other) {
    return new Composition(
        other,
        new ManagementApiSource() {
          @Override
          public ManagementApi of(String apiId, String stage, Metrics metrics) {
            return new RetryingManagementApi(clients, NO_PAUSES, 3, metrics);
          }

          @Override
          public Optional<ManagementApi> configured() {
            return Optional.of(clients);
          }
        },
        new Tasks(Executors.newVirtualThreadPerTaskExecutor()),
        new PrintStream(log, true, UTF_8),
        logLevel,
        InstantSource.system(),
        maxInFlight,
        exits::add);
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
  public static APIGatewayV2WebSocketResponse invoke(
      RequestStreamHandler handler, WebSocketEvent event, Context context) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      byte[] json = JSON.writeValueAsBytes(event);
      handler.handleRequest(new ByteArrayInputStream(json), response, context);
      return JSON.readValue(response.toByteArray(), APIGatewayV2WebSocketResponse.class);
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
