// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.load.Pace;
import dev.eventsrelay.benchmarks.load.Places;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.GatewaySettings;
import dev.eventsrelay.emulator.gateway.Route;
import dev.eventsrelay.emulator.gateway.WebSocketApi;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import dev.eventsrelay.websocket.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Thousands of connections to a gateway whose functions are in this process: each message is posted
 * to the next connection in turn, through the Management API.
 */
final class Crowd implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int CONNECTING_AT_ONCE = 64;
  private static final int POSTS_AT_ONCE = 256;

  /** The local gateway looks for a signature and does not verify it. */
  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/execute-api/aws4_request";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InvocationResult OK =
      new InvocationResult.Response("{\"statusCode\":200}".getBytes(UTF_8));

  private final Gateway gateway;
  private final Optional<CrowdConsole> console;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Clients sockets = new Clients();
  private final List<Connection> clients = new ArrayList<>();
  private final List<String> connectionIds = new CopyOnWriteArrayList<>();

  /** The HTTP client would open a connection for each, until there are no descriptors left. */
  private final Places posting = new Places(POSTS_AT_ONCE);

  private final AtomicInteger turn = new AtomicInteger();
  private volatile Arrivals arrivals = new Arrivals();

  Crowd(int size) throws InterruptedException {
    this(size, false);
  }

  /** The same, with a console and its page if asked. */
  Crowd(int size, boolean withConsole) throws InterruptedException {
    LambdaFunction nothing = event -> CompletableFuture.completedFuture(OK);
    Gateway.Builder builder =
        Gateway.builder()
            .api(
                new WebSocketApi(
                    "a1b2c3d4e5",
                    "prod",
                    "$request.body.action",
                    Map.of(
                        "$connect", new Route(this::connected, false),
                        "$disconnect", new Route(nothing, false),
                        "$default", new Route(this::passOn, false))))
            .settings(GatewaySettings.builder().newConnectionsPerSecond(0).build());
    console = withConsole ? Optional.of(new CrowdConsole(builder)) : Optional.empty();
    gateway = console.map(CrowdConsole::gateway).orElseGet(builder::start);
    Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
    List<CompletableFuture<Connection>> open = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      connecting.acquire();
      open.add(
          sockets
              .connect(URI.create(gateway.webSocketUrl()), this::received)
              .whenComplete((client, failure) -> connecting.release()));
    }
    open.forEach(client -> clients.add(client.join()));
  }

  int openConnections() {
    return gateway.openConnections();
  }

  private CompletableFuture<InvocationResult> connected(byte[] event) {
    connectionIds.add(read(event).path("requestContext").path("connectionId").asText());
    return CompletableFuture.completedFuture(OK);
  }

  private CompletableFuture<InvocationResult> passOn(byte[] event) {
    String to = connectionIds.get(Math.floorMod(turn.getAndIncrement(), connectionIds.size()));
    URI url = URI.create(gateway.managementUrl() + "/@connections/" + to.replace("=", "%3D"));
    HttpRequest post =
        HttpRequest.newBuilder(url)
            .header("Authorization", SIGNATURE)
            .POST(BodyPublishers.ofString(read(event).path("body").asText()))
            .build();
    CompletableFuture<InvocationResult> done = new CompletableFuture<>();
    posting.enter(
        () -> {
          var _ =
              http.sendAsync(post, BodyHandlers.discarding())
                  .whenComplete(
                      (answer, failure) -> {
                        posting.leave();
                        done.complete(OK);
                      });
        });
    return done;
  }

  private static JsonNode read(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new BenchmarkException("The gateway sent an event that is no JSON.", e);
    }
  }

  private void received(String text) {
    arrivals.arrived(Long.parseLong(text.substring(0, text.indexOf(' '))));
  }

  /** Sends messages at that rate for that long, from one client after the other. */
  Step at(double rate, Duration duration) throws InterruptedException {
    String padding = " " + "x".repeat(1000);
    arrivals = new Arrivals();
    CoreMeter self = new CoreMeter(List.of(ProcessHandle.current().pid()));
    long count = Math.max(1, Math.round(rate * duration.toSeconds()));
    Pace pace = new Pace(System.nanoTime(), rate);
    for (long n = 0; n < count; n++) {
      arrivals.expect(n, pace.await(n));
      var _ = clients.get((int) (n % clients.size())).send(n + padding);
    }
    double cores = self.cores();
    arrivals.await(GRACE);
    return new Step(
        rate,
        count,
        arrivals.times().getTotalCount(),
        (arrivals.lastNanos() - pace.due(0)) / 1e9,
        arrivals.times(),
        new Histogram(3),
        new Histogram(3),
        0,
        cores,
        0);
  }

  @Override
  public void close() {
    sockets.close();
    console.ifPresent(CrowdConsole::close);
    gateway.close();
    http.close();
  }
}
